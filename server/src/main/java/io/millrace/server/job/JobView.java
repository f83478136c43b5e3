package io.millrace.server.job;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.engine.capacity.Queue;
import io.millrace.engine.record.NodeRow;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A job as clients read it.
 *
 * @param user of the run
 * @param detail command, environment and image of the step
 */
record JobView(NodeRow node, String user, JsonNode detail) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static JobView of(NodeRow node, String user) {
        try {
            return new JobView(node, user, JSON.readTree(node.detail().orElse("{}")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(node.run() + " " + node.path() + " has a broken detail", e);
        }
    }

    /** The queue that the step named, else the one of all others. */
    String queue() {
        String named = detail.at("/env/PF_JOB_QUEUE_NAME").asText();
        return named.isEmpty() ? Queue.DEFAULT : named;
    }

    /** The fields that lists show, inside an object that is open. */
    void fields(JsonGenerator json) throws IOException {
        json.writeStringField("id", node.jobId());
        json.writeStringField("name", node.path());
        json.writeNullField("labels");
        json.writeNullField("annotations");
        json.writeObjectFieldStart("schedulingPolicy");
        json.writeStringField("queue", queue());
        json.writeStringField("priority", "NORMAL");
        json.writeEndObject();
        json.writeStringField("UserName", user);
        flavour(json, "flavour");
        flavour(json, "limitFlavour");
        json.writeObjectFieldStart("fs");
        json.writeStringField("name", "");
        json.writeStringField("type", "");
        json.writeEndObject();
        json.writeNullField("extraFS");
        json.writeStringField("image", detail.path("image").asText());
        json.writeObjectFieldStart("env");
        for (Map.Entry<String, JsonNode> variable : detail.path("env").properties()) {
            json.writeStringField(variable.getKey(), variable.getValue().asText());
        }
        json.writeEndObject();
        json.writeStringField("command", detail.path("command").asText());
        json.writeNullField("args");
        json.writeNumberField("port", 0);
        json.writeNullField("extensionTemplate");
        json.writeStringField("framework", "standalone");
        json.writeStringField("status", node.status().word());
        json.writeStringField("message", node.message());
        String start = WireTime.text(node.startedAt());
        json.writeStringField("acceptTime", start);
        json.writeStringField("startTime", start);
        json.writeStringField("finishTime", WireTime.text(node.endedAt()));
    }

    private void flavour(JsonGenerator json, String field) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("cpu", "");
        json.writeStringField("mem", "");
        json.writeStringField("name", detail.at("/env/PF_JOB_FLAVOUR").asText());
        json.writeEndObject();
    }

    /** Where it runs, inside an object that is open. */
    void runtime(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("runtime");
        json.writeStringField("name", node.path());
        json.writeStringField("namespace", "");
        json.writeStringField("id", node.jobId() + "-" + node.attempts());
        json.writeStringField("status", node.status().word());
        json.writeStringField("nodeName", "");
        json.writeStringField("role", "worker");
        json.writeNumberField("index", 0);
        json.writeEndObject();
    }
}
