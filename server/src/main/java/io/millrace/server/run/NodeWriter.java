package io.millrace.server.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.pipeline.plan.CachePolicy;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes steps and DAGs as clients read them. A DAG is told from a step by its {@code entryPoints}: it always has them,
 * a step never.
 */
final class NodeWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonGenerator json;
    private final NodeTree tree;
    private final String owner;

    /**
     * @param owner of the run's storages
     */
    NodeWriter(JsonGenerator json, NodeTree tree, String owner) {
        this.json = json;
        this.tree = tree;
        this.owner = owner;
    }

    /** An object with the iterations of each node. */
    void nodes(Map<String, List<NodeRow>> nodes, Optional<PlanDag> plan) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, List<NodeRow>> node : nodes.entrySet()) {
            Optional<PlanNode> planned = plan.flatMap(dag -> child(dag, node.getKey()));
            json.writeArrayFieldStart(node.getKey());
            for (NodeRow row : node.getValue()) {
                node(row, planned);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** An object with all steps, DAGs left out, by their run-time names. */
    void flat(Map<String, List<NodeRow>> nodes, Optional<PlanDag> plan) throws IOException {
        for (Map.Entry<String, List<NodeRow>> node : nodes.entrySet()) {
            Optional<PlanNode> planned = plan.flatMap(dag -> child(dag, node.getKey()));
            for (NodeRow row : node.getValue()) {
                if (row.kind() == NodeRow.Kind.DAG) {
                    flat(tree.below(row.node()), dag(planned));
                } else {
                    json.writeFieldName(row.path());
                    step(row, step(planned));
                }
            }
        }
    }

    private static Optional<PlanNode> child(PlanDag dag, String name) {
        return dag.children().stream()
                .filter(node -> node.name().text().equals(name))
                .findFirst();
    }

    private static Optional<PlanDag> dag(Optional<PlanNode> node) {
        return node.flatMap(it -> it instanceof PlanDag dag ? Optional.of(dag) : Optional.empty());
    }

    private static Optional<PlanStep> step(Optional<PlanNode> node) {
        return node.flatMap(it -> it instanceof PlanStep step ? Optional.of(step) : Optional.empty());
    }

    private void node(NodeRow row, Optional<PlanNode> plan) throws IOException {
        switch (row.kind()) {
            case DAG -> dag(row, dag(plan));
            case STEP, POST_PROCESS -> step(row, step(plan));
        }
    }

    private void dag(NodeRow row, Optional<PlanDag> plan) throws IOException {
        JsonNode detail = detail(row);
        json.writeStartObject();
        json.writeStringField("id", dagId(row, row.node()));
        json.writeStringField("name", "dag-" + row.run() + "-" + row.name() + sequence(row));
        json.writeStringField("type", "dag");
        json.writeStringField("dagName", row.name());
        common(row, detail, plan.map(dag -> dag));
        boolean shown = row.status().isFinal() && row.status() != NodeStatus.TERMINATED;
        json.writeStringField("endTime", shown ? WireTime.text(row.endedAt()) : "");
        json.writeStringField("message", row.message());
        json.writeFieldName("entryPoints");
        nodes(tree.below(row.node()), plan);
        json.writeEndObject();
    }

    /** One step. */
    void step(NodeRow row, Optional<PlanStep> plan) throws IOException {
        JsonNode detail = detail(row);
        boolean reused = detail.path("reused").asBoolean();
        String keptFrom = row.keptFrom().map(Object::toString).orElse("");
        json.writeStartObject();
        json.writeStringField("jobID", reused ? "" : row.jobId());
        json.writeStringField(
                "name", (reused || keptFrom.isEmpty() ? row.run() : keptFrom) + "-" + row.name() + sequence(row));
        json.writeStringField("type", "step");
        json.writeStringField("stepName", row.name());
        common(row, detail, plan.map(step -> step));
        json.writeStringField("command", detail.path("command").asText());
        json.writeFieldName("env");
        texts(detail.path("env"));
        mounts(plan);
        json.writeStringField("endTime", ranToItsEnd(row) ? WireTime.text(row.endedAt()) : "");
        String image = plan.map(PlanStep::image).orElse(detail.path("image").asText());
        json.writeStringField("dockerEnv", image);
        json.writeStringField("image", image);
        json.writeFieldName("cache");
        cache(plan.map(PlanStep::cache).orElse(CachePolicy.OFF));
        json.writeStringField("jobMessage", row.message());
        json.writeStringField("cacheRunID", reused ? keptFrom : "");
        json.writeStringField("cacheJobID", reused ? row.jobId() : "");
        json.writeEndObject();
    }

    private static boolean ranToItsEnd(NodeRow row) {
        return switch (row.status()) {
            case SUCCEEDED, FAILED, TERMINATED -> true;
            case INIT, PENDING, RUNNING, TERMINATING, CANCELLED, SKIPPED -> false;
        };
    }

    private void common(NodeRow row, JsonNode detail, Optional<PlanNode> plan) throws IOException {
        json.writeStringField("parentDagID", row.parent() < 0 ? "" : dagId(row, row.parent()));
        json.writeStringField(
                "deps", plan.map(NodeWriter::deps).orElse(detail.path("deps").asText()));
        json.writeFieldName("parameters");
        texts(detail.path("parameters"));
        json.writeObjectFieldStart("artifacts");
        json.writeFieldName("input");
        texts(detail.path("inputs"));
        json.writeFieldName("output");
        texts(detail.path("outputs"));
        json.writeEndObject();
        json.writeStringField("startTime", WireTime.text(row.startedAt()));
        json.writeStringField("status", row.status().word());
    }

    private static String deps(PlanNode node) {
        return node.head().deps().stream().map(NodeName::text).collect(Collectors.joining(","));
    }

    private static String sequence(NodeRow row) {
        return row.iteration() == 0 ? "" : "-" + row.iteration();
    }

    private static String dagId(NodeRow row, int number) {
        return "dag-" + row.run() + "-" + number;
    }

    private void mounts(Optional<PlanStep> plan) throws IOException {
        List<Mount> mounts = plan.map(PlanStep::extraFs).orElse(List.of());
        if (mounts.isEmpty()) {
            json.writeNullField("extraFS");
            return;
        }
        json.writeArrayFieldStart("extraFS");
        for (Mount mount : mounts) {
            mount(mount);
        }
        json.writeEndArray();
    }

    /** A storage as a step sees it. */
    void mount(Mount mount) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", storageId(mount.storage()));
        json.writeStringField("name", mount.storage());
        json.writeStringField("mountPath", mount.mountPath());
        json.writeStringField("subPath", mount.subPath());
        json.writeBooleanField("readOnly", mount.readOnly());
        json.writeEndObject();
    }

    private String storageId(String name) {
        return name.isEmpty() ? "" : "fs-" + owner + "-" + name;
    }

    private void cache(CachePolicy cache) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("enable", cache.enabled());
        json.writeStringField("maxExpiredTime", cache.enabled() ? Long.toString(cache.maxExpiredTime()) : "");
        if (cache.scope().isEmpty()) {
            json.writeNullField("fsScope");
        } else {
            json.writeArrayFieldStart("fsScope");
            for (CachePolicy.Scope scope : cache.scope()) {
                json.writeStartObject();
                json.writeStringField("name", scope.storage());
                json.writeStringField("id", storageId(scope.storage()));
                json.writeStringField("path", String.join(",", scope.paths()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void texts(JsonNode object) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> text : object.properties()) {
            json.writeStringField(text.getKey(), text.getValue().asText());
        }
        json.writeEndObject();
    }

    private static JsonNode detail(NodeRow row) {
        try {
            return JSON.readTree(row.detail().orElse("{}"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(row.run() + " " + row.path() + " has a broken detail", e);
        }
    }
}
