package io.millrace.server.audit;

import io.millrace.engine.TimeSource;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Call;
import io.millrace.server.http.Doorkeeper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Notes requests without a good token, or in the name of another user: so many in a minute, so that nobody can fill the audit log with them and push out
 * what matters. Of the others it is noted how many there were.
 */
public final class Strangers implements Doorkeeper {
    private static final int MOST_IN_A_MINUTE = 20;

    private final Audit audit;
    private final TimeSource time;
    private Instant minute = Instant.EPOCH;
    private long seen;

    public Strangers(Audit audit, TimeSource time) {
        this.audit = audit;
        this.time = time;
    }

    @Override
    public synchronized void refused(String method, Call call, ApiException why) {
        Instant now = time.now();
        if (!now.truncatedTo(ChronoUnit.MINUTES).equals(minute)) {
            if (seen > MOST_IN_A_MINUTE) {
                String more =
                        "%d more without a good token in the minute from %s".formatted(seen - MOST_IN_A_MINUTE, minute);
                audit.note(new Audit.Entry(now, "", "", "", more, 0, "", "", ""));
            }
            minute = now.truncatedTo(ChronoUnit.MINUTES);
            seen = 0;
        }
        if (seen++ < MOST_IN_A_MINUTE) {
            audit.note(new Audit.Entry(
                    now,
                    call.caller().name(),
                    call.address(),
                    method,
                    call.target(),
                    why.code().status(),
                    why.code().word(),
                    "",
                    call.requestId()));
        }
    }
}
