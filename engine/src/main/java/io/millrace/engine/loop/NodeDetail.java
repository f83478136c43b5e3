package io.millrace.engine.loop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.core.DagRun;
import io.millrace.engine.core.JobMount;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeView;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.StepRun;
import io.millrace.pipeline.plan.NodeName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The part of a node's row that only its own page shows, as JSON. */
final class NodeDetail {
    private static final JsonFactory JSON = new JsonFactory();

    private NodeDetail() {}

    static String of(RunState run, NodeRun node) {
        return switch (node) {
            case StepRun step when step.attempts() > 0 || step.isReused() -> of(run, step);
            case StepRun step -> object(json -> common(json, run, step));
            case DagRun dag -> object(json -> common(json, run, dag));
        };
    }

    private static String of(RunState run, StepRun step) {
        return object(json -> {
            common(json, run, step);
            json.writeBooleanField("reused", step.isReused());
            JobSpec spec = run.specOf(step);
            json.writeStringField("command", spec.command());
            texts(json, "env", spec.env());
            json.writeStringField("image", spec.image());
            json.writeArrayFieldStart("mounts");
            for (JobMount mount : spec.mounts()) {
                json.writeStartObject();
                json.writeStringField("storage", mount.storage());
                json.writeStringField("mountPath", mount.mountPath());
                json.writeStringField("subPath", mount.subPath());
                json.writeBooleanField("readOnly", mount.readOnly());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void common(JsonGenerator json, RunState run, NodeRun node) throws IOException {
        NodeView view = NodeView.of(run, node);
        json.writeStringField("deps", String.join(",", names(node)));
        texts(json, "parameters", view.parameters());
        texts(json, "inputs", view.inputs());
        texts(json, "outputs", view.outputs());
    }

    private static List<String> names(NodeRun node) {
        return node.node().head().deps().stream().map(NodeName::text).toList();
    }

    private static void texts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static String object(Body body) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
