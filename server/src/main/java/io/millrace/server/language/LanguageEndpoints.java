package io.millrace.server.language;

import io.millrace.engine.RunInputs;
import io.millrace.engine.RunQueries;
import io.millrace.engine.cache.CacheJson;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.graph.GraphFormat;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.pipeline.problem.ProblemJson;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Route;
import io.millrace.server.run.PipelineDraft;
import io.millrace.server.run.RunAccess;
import java.util.List;

/** What a pipeline means and why its steps did what they did. */
public final class LanguageEndpoints {
    private final RunQueries queries;
    private final RunInputs inputs;
    private final CacheQueries cache;

    public LanguageEndpoints(RunQueries queries, RunInputs inputs, CacheQueries cache) {
        this.queries = queries;
        this.inputs = inputs;
        this.cache = cache;
    }

    public List<Route> routes() {
        return List.of(
                Route.own("POST", "/validate", this::validate),
                Route.own("POST", "/graph", this::graph),
                Route.own("GET", "/runs/{runID}/graph", this::graphOfRun),
                Route.own("GET", "/runs/{runID}/steps/{step}/explain", this::explain));
    }

    private Answer validate(Call call) {
        Compiled compiled = PipelineDraft.of(call).compiled();
        return Answer.object(json -> {
            json.writeBooleanField("valid", compiled.plan().isPresent());
            ProblemJson.problems(json, compiled.problems());
            json.writeArrayFieldStart("steps");
            for (String path : compiled.plan().map(PlannedSteps::paths).orElse(List.of())) {
                json.writeString(path);
            }
            json.writeEndArray();
        });
    }

    private Answer graph(Call call) {
        return draw(call, PipelineDraft.of(call).plan());
    }

    private Answer graphOfRun(Call call) {
        RunRecord run = RunAccess.of(queries, call.caller(), call.path("runID"));
        return draw(call, inputs.of(run).plan());
    }

    private static Answer draw(Call call, Plan plan) {
        String word = call.query("format").isEmpty() ? GraphFormat.SVG.word() : call.query("format");
        GraphFormat format = GraphFormat.of(word)
                .orElseThrow(
                        () -> ApiCode.INVALID_URI.because("format is svg, dot or mermaid, not '%s'".formatted(word)));
        String type = switch (format) {
            case SVG -> "image/svg+xml";
            case DOT -> "text/vnd.graphviz; charset=utf-8";
            case MERMAID -> "text/plain; charset=utf-8";
        };
        return new Answer.Text(type, format.draw(plan));
    }

    private Answer explain(Call call) {
        RunRecord run = RunAccess.of(queries, call.caller(), call.path("runID"));
        String path = call.path("step");
        NodeRow node = queries.node(run.id(), path)
                .orElseThrow(() -> ApiCode.JOB_NOT_FOUND.because("%s has no step %s".formatted(run.id(), path)));
        return new Answer.Json(200, json -> CacheJson.check(json, cache.check(run.id(), node.node())));
    }
}
