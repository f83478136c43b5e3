package io.millrace.server.run;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.retention.RunRemoval;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import java.util.List;
import java.util.Set;

/** What can be asked about runs. */
public final class RunEndpoints {
    private final Engine engine;
    private final RunQueries queries;
    private final RunCreation creation;
    private final RunDetail detail;
    private final RunRemoval removal;
    private final Generation generation;

    public RunEndpoints(
            Engine engine,
            RunQueries queries,
            RunCreation creation,
            RunDetail detail,
            RunRemoval removal,
            Generation generation) {
        this.engine = engine;
        this.queries = queries;
        this.creation = creation;
        this.detail = detail;
        this.removal = removal;
        this.generation = generation;
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/run", this::create),
                Route.of("POST", "/runjson", this::createOfJson),
                Route.of("GET", "/run", this::list),
                Route.of("GET", "/run/{runID}", this::show),
                Route.of("PUT", "/run/{runID}", this::change),
                Route.of("DELETE", "/run/{runID}", this::delete));
    }

    private Answer create(Call call) {
        RunSpec spec = RunSpec.of(call.body(ApiCode.MALFORMED_JSON));
        RunId run = creation.create(call.caller(), spec);
        call.makes(run.toString());
        return Answer.object(201, json -> json.writeStringField("runID", run.toString()));
    }

    private Answer createOfJson(Call call) {
        RunId run = creation.createOfJson(call.caller(), call.object(ApiCode.MALFORMED_JSON));
        call.makes(run.toString());
        return Answer.object(201, json -> json.writeStringField("runID", run.toString()));
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        List<RunSummary> rows = rows(call, page);
        return Answer.object(json -> RunListing.write(json, rows, page));
    }

    private List<RunSummary> rows(Call call, Page page) {
        List<String> users = call.caller().isRoot()
                ? call.queryList("userFilter")
                : List.of(call.caller().name());
        RunFilter filter = RunFilter.ALL
                .in(order(call.query("order")))
                .withUsers(Set.copyOf(users))
                .withStorages(Set.copyOf(call.queryList("fsFilter")))
                .withNames(Set.copyOf(call.queryList("nameFilter")));
        return RunListing.rows(queries, filter, call, page);
    }

    private static RunFilter.Order order(String word) {
        return switch (word) {
            case "", "oldest" -> RunFilter.Order.OLDEST_FIRST;
            case "newest" -> RunFilter.Order.NEWEST_FIRST;
            default -> throw ApiCode.INVALID_URI.because("order must be oldest or newest, not '%s'".formatted(word));
        };
    }

    private Answer show(Call call) {
        RunRecord run = run(call);
        return detail.of(run, generation);
    }

    private Answer change(Call call) {
        RunRecord run = run(call);
        return switch (call.query("action")) {
            case "stop" -> stop(call, run.id());
            case "retry" -> retry(call, run.id());
            default ->
                throw ApiCode.INVALID_ARGUMENTS.because(
                        "action must be stop or retry, not '%s'".formatted(call.query("action")));
        };
    }

    private Answer stop(Call call, RunId run) {
        boolean force = call.bodyIfAny(ApiCode.MALFORMED_JSON).flag("stopForce").orElse(false);
        engine.stop(run, force);
        return Answer.EMPTY;
    }

    private Answer retry(Call call, RunId run) {
        RunId created = creation.retry(run);
        call.makes(created.toString());
        return switch (generation) {
            case FIRST -> Answer.EMPTY;
            case CURRENT -> Answer.object(json -> json.writeStringField("runID", created.toString()));
        };
    }

    private Answer delete(Call call) {
        RunRecord run = run(call);
        boolean checkReuse =
                call.bodyIfAny(ApiCode.MALFORMED_JSON).flag("checkCache").orElse(true);
        removal.delete(run.id(), checkReuse);
        return Answer.EMPTY;
    }

    /** The run that the path names, when the caller may see it. */
    private RunRecord run(Call call) {
        return RunAccess.of(queries, call.caller(), call.path("runID"));
    }
}
