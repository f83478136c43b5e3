package io.millrace.server.audit;

import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Route;
import java.util.List;

/** Shows root who did what. */
public final class AuditEndpoint {
    private static final int DEFAULT_LINES = 100;
    private static final int MOST_LINES = 10_000;

    private final AuditFile audit;

    public AuditEndpoint(AuditFile audit) {
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(Route.own("GET", "/audit", this::last));
    }

    private Answer last(Call call) {
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        long lines = call.queryNumber("lines").orElse((long) DEFAULT_LINES);
        if (lines < 1 || lines > MOST_LINES) {
            throw ApiCode.INVALID_URI.because("lines must be from 1 to %d, not %d".formatted(MOST_LINES, lines));
        }
        StringBuilder text = new StringBuilder();
        audit.last((int) lines).forEach(line -> text.append(line).append('\n'));
        return new Answer.Text("application/jsonl", text.toString());
    }
}
