package io.millrace.server.run;

import io.millrace.engine.RunQueries;
import io.millrace.engine.Storage;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheJson;
import io.millrace.engine.cache.Lookup;
import io.millrace.engine.cache.RunForecast;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.record.RunFilter;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Route;
import java.util.List;

/** Says what a run would do, step by step, before anything runs. */
public final class PlanEndpoint {
    private final RunQueries queries;
    private final RunCreation creation;
    private final Lookup lookup;
    private final Storage storage;
    private final TimeSource time;

    /**
     * @param lookup one that changes nothing
     */
    public PlanEndpoint(RunQueries queries, RunCreation creation, Lookup lookup, Storage storage, TimeSource time) {
        this.queries = queries;
        this.creation = creation;
        this.lookup = lookup;
        this.storage = storage;
        this.time = time;
    }

    public List<Route> routes() {
        return List.of(Route.own("POST", "/plan", this::plan));
    }

    private Answer plan(Call call) {
        RunSpec spec = RunSpec.of(call.body(ApiCode.MALFORMED_JSON));
        RunInput input = creation.submission(call.caller(), spec).input().apply(next());
        List<RunForecast.Line> lines =
                RunForecast.of(input.withPlan(input.plan().goingOn()), lookup, storage, time);
        return Answer.object(json -> {
            json.writeFieldName("steps");
            CacheJson.forecast(json, lines);
        });
    }

    private RunId next() {
        return queries.runs(RunFilter.ALL, 1).stream()
                .findFirst()
                .map(run -> new RunId(run.id().number() + 1))
                .orElse(new RunId(1));
    }
}
