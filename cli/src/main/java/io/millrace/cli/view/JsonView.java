package io.millrace.cli.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One JSON object a line; {@code type} tells what it is about. Times are ISO 8601 in UTC. */
public final class JsonView implements RunView {
    private static final JsonFactory JSON = new JsonFactory();

    private final PrintWriter out;
    private Optional<Long> began = Optional.empty();

    public JsonView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void created(RunId run, String pipeline, List<String> steps) {
        began = Optional.of(System.nanoTime());
        line(json -> {
            json.writeStringField("type", "run.created");
            json.writeStringField("run", run.toString());
            json.writeStringField("pipeline", pipeline);
            json.writeNumberField("steps", steps.size());
        });
    }

    @Override
    public synchronized void nodes(List<NodeRow> rows) {
        for (NodeRow row : rows) {
            write(json -> node(json, row));
        }
        out.flush();
    }

    private static void node(JsonGenerator json, NodeRow row) throws IOException {
        json.writeStringField("type", "node");
        NodeJson.fields(json, row);
    }

    @Override
    public void run(RunRow row) {
        line(json -> {
            json.writeStringField("type", row.status().isFinal() ? "run.ended" : "run");
            json.writeStringField("run", row.run().toString());
            json.writeStringField("status", row.status().word());
            json.writeStringField("message", row.message());
            json.writeStringField("at", row.updatedAt().toString());
            if (row.status().isFinal() && began.isPresent()) {
                json.writeNumberField("engineMillis", (System.nanoTime() - began.get()) / 1_000_000);
            }
        });
    }

    @Override
    public void notice(String text) {
        line(json -> {
            json.writeStringField("type", "notice");
            json.writeStringField("message", text);
            json.writeStringField("at", Instant.now().toString());
        });
    }

    private synchronized void line(Fields fields) {
        write(fields);
        out.flush();
    }

    private void write(Fields fields) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(text);
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    @Override
    public void close() {
        out.flush();
    }
}
