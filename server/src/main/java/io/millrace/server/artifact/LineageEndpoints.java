package io.millrace.server.artifact;

import io.millrace.engine.RunQueries;
import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.artifact.ArtifactFilter.Order;
import io.millrace.engine.artifact.ArtifactJson;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.artifact.Lineage;
import io.millrace.engine.artifact.LineageSearch;
import io.millrace.engine.record.RunRecord;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.run.RunAccess;
import java.util.List;
import java.util.Set;

/** What is known of artifacts, and how they came to be. */
public record LineageEndpoints(RunQueries runs, ArtifactQueries queries) {
    private static final long DEPTH = 10;
    private static final long DEEPEST = 100;
    private static final long LINKS = 200;
    private static final long MOST_LINKS = 1000;

    public List<Route> routes() {
        return List.of(
                Route.own("GET", "/runs/{runID}/artifacts", this::ofRun),
                Route.own("GET", "/artifacts/{artifact}", this::show),
                Route.own("GET", "/artifacts/{artifact}/lineage", this::lineage));
    }

    private Answer ofRun(Call call) {
        RunRecord run = RunAccess.of(runs, call.caller(), call.path("runID"));
        Page page = Page.of(call);
        ArtifactFilter filter = ArtifactFilter.ALL.in(Order.OLDEST_FIRST).withRuns(Set.of(run.id()));
        List<Artifact> rows = queries.artifacts(page.after() == 0 ? filter : filter.after(page.after()), page.rows());
        return Answer.object(json -> {
            page.write(json, rows, Artifact::number);
            json.writeFieldName("artifacts");
            ArtifactJson.array(json, page.shown(rows));
        });
    }

    private Answer show(Call call) {
        Artifact artifact = ArtifactAccess.of(queries, call.caller(), call.path("artifact"));
        return new Answer.Json(200, json -> ArtifactJson.object(json, artifact));
    }

    private Answer lineage(Call call) {
        Artifact artifact = ArtifactAccess.of(queries, call.caller(), call.path("artifact"));
        Lineage.Bounds bounds =
                new Lineage.Bounds(bounded(call, "depth", DEPTH, DEEPEST), bounded(call, "limit", LINKS, MOST_LINKS));
        Lineage whole = new LineageSearch(queries).of(artifact, bounds);
        Lineage shown = new Lineage(
                whole.subject(), visible(call.caller(), whole.upstream()), visible(call.caller(), whole.downstream()));
        return new Answer.Json(200, json -> ArtifactJson.lineage(json, shown));
    }

    /** Runs of others stay hidden; that there is more does not. */
    private static Lineage.Side visible(Caller caller, Lineage.Side side) {
        List<Artifact> links =
                side.links().stream().filter(link -> caller.owns(link.user())).toList();
        return new Lineage.Side(links, side.cut() || links.size() < side.links().size());
    }

    private static int bounded(Call call, String name, long usual, long most) {
        long number = call.queryNumber(name).orElse(usual);
        if (number < 1 || number > most) {
            throw ApiCode.INVALID_URI.because("%s must be from 1 to %d, not %d".formatted(name, most, number));
        }
        return (int) number;
    }
}
