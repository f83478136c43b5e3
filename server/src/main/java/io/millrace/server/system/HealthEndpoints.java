package io.millrace.server.system;

import io.millrace.engine.RunQueries;
import io.millrace.engine.StoreException;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.record.RunFilter;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Route;
import java.util.List;

/** Whether the server lives, and whether it can work; for those who watch it. */
public final class HealthEndpoints {
    private final Engine engine;
    private final RunQueries queries;

    public HealthEndpoints(Engine engine, RunQueries queries) {
        this.engine = engine;
        this.queries = queries;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/healthz", Route.Access.ANYBODY, call -> ok()),
                new Route("GET", "/readyz", Route.Access.ANYBODY, this::ready));
    }

    private static Answer ok() {
        return Answer.object(json -> json.writeStringField("status", "ok"));
    }

    private Answer ready(Call call) {
        if (engine.stopped().isDone()) {
            throw ApiCode.UNAVAILABLE.because("the engine has stopped; the server's log says why");
        }
        if (engine.isDraining()) {
            throw ApiCode.UNAVAILABLE.because("draining: no steps are started, and the server ends when none runs");
        }
        try {
            queries.runs(RunFilter.ALL, 1);
        } catch (StoreException e) {
            throw ApiCode.UNAVAILABLE.because("the store cannot be read");
        }
        return ok();
    }
}
