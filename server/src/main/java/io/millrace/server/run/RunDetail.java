package io.millrace.server.run;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.MillraceException;
import io.millrace.engine.RunInputs;
import io.millrace.engine.RunQueries;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRequestJson;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.ParameterInput;
import io.millrace.server.http.Answer;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A run with everything there is to say about it. Safe for use by many threads. */
public final class RunDetail {
    private static final int MOST_ENTRIES = 1000;

    private final RunQueries queries;
    private final RunInputs inputs;
    private final CacheQueries cache;

    public RunDetail(RunQueries queries, RunInputs inputs, CacheQueries cache) {
        this.queries = queries;
        this.inputs = inputs;
        this.cache = cache;
    }

    Answer of(RunRecord run, Generation generation) {
        Optional<Plan> plan = plan(run);
        RunRequest request = RunRequestJson.read(run.created().request());
        NodeTree tree = NodeTree.of(queries, run.id());
        return Answer.object(json -> {
            NodeWriter nodes = new NodeWriter(json, tree, request.storageOwner());
            texts(json, run, request.compile());
            parameters(json, "parameters", request.compile());
            parameters(json, "param", request.compile());
            options(json, nodes, plan, request.compile());
            runtime(json, nodes, tree, plan, generation);
            postProcess(json, nodes, tree, plan);
        });
    }

    /** The plan of the run; empty when this version of Millrace cannot read its pipeline. */
    private Optional<Plan> plan(RunRecord run) {
        try {
            return Optional.of(inputs.of(run)).map(RunInput::plan);
        } catch (MillraceException e) {
            return Optional.empty();
        }
    }

    private void texts(JsonGenerator json, RunRecord run, CompileRequest request) throws IOException {
        json.writeStringField("runID", run.id().toString());
        json.writeStringField("name", run.created().name());
        json.writeStringField("source", run.created().source());
        json.writeStringField("username", run.created().user());
        json.writeStringField("fsName", run.created().storage());
        json.writeStringField("fsname", run.created().storage());
        json.writeStringField("description", run.created().description());
        json.writeStringField("entry", request.entry().orElse(""));
        json.writeStringField("runYaml", run.created().pipelineText());
        json.writeStringField("disabled", request.disabled().orElse(""));
        json.writeStringField(
                "scheduleID",
                run.created().tick().map(tick -> tick.schedule().toString()).orElse(""));
        json.writeStringField("runMsg", run.row().message());
        json.writeStringField("status", run.row().status().word());
        json.writeStringField("runCachedIDs", reusers(run.id()));
        json.writeStringField("createTime", WireTime.text(run.created().createdAt()));
        json.writeStringField("activateTime", WireTime.text(run.row().activatedAt()));
        json.writeStringField("updateTime", WireTime.text(run.row().updatedAt()));
    }

    private String reusers(RunId run) {
        CacheFilter ofRun = CacheFilter.ALL.withRuns(Set.of(run));
        SortedSet<RunId> reusers = new TreeSet<>();
        for (CacheEntry.Stored entry : cache.entries(ofRun, MOST_ENTRIES)) {
            reusers.addAll(cache.usedBy(entry.number()));
        }
        return reusers.stream().map(RunId::toString).collect(Collectors.joining(","));
    }

    private static void parameters(JsonGenerator json, String field, CompileRequest request) throws IOException {
        if (request.parameters().isEmpty()) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, ParameterInput> parameter : request.parameters().entrySet()) {
            json.writeFieldName(parameter.getKey());
            switch (parameter.getValue()) {
                case ParameterInput.Text(String text) -> json.writeString(text);
                case ParameterInput.Json(String value) -> json.writeRawValue(value);
            }
        }
        json.writeEndObject();
    }

    private static void options(JsonGenerator json, NodeWriter nodes, Optional<Plan> plan, CompileRequest request)
            throws IOException {
        String image = plan.map(Plan::dockerEnv).or(request::dockerEnv).orElse("");
        json.writeStringField("dockerEnv", image);
        json.writeStringField("imageUrl", image);
        json.writeObjectFieldStart("failureOptions");
        json.writeStringField(
                "strategy",
                plan.map(Plan::failureStrategy)
                        .orElse(FailureStrategy.FAIL_FAST)
                        .word());
        json.writeEndObject();
        json.writeObjectFieldStart("fsOptions");
        json.writeFieldName("mainFS");
        nodes.mount(plan.flatMap(Plan::mainFs).orElse(new Mount("", "", "", false)));
        json.writeEndObject();
    }

    private static void runtime(
            JsonGenerator json, NodeWriter nodes, NodeTree tree, Optional<Plan> plan, Generation generation)
            throws IOException {
        Optional<PlanDag> root = plan.map(Plan::root);
        json.writeFieldName("runtime");
        switch (generation) {
            case CURRENT -> nodes.nodes(tree.entryPoints(), root);
            case FIRST -> {
                json.writeStartObject();
                nodes.flat(tree.entryPoints(), root);
                json.writeEndObject();
            }
        }
    }

    private static void postProcess(JsonGenerator json, NodeWriter nodes, NodeTree tree, Optional<Plan> plan)
            throws IOException {
        Optional<PlanStep> step = plan.flatMap(Plan::postProcess);
        json.writeObjectFieldStart("postProcess");
        List<NodeRow> rows = tree.postProcess();
        for (NodeRow row : rows) {
            json.writeFieldName(row.name());
            nodes.step(row, step);
        }
        json.writeEndObject();
    }
}
