package io.millrace.engine.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.engine.core.CachedResult;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.Kept;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.pipeline.plan.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events as JSON, one object each: {@code "event"} names the kind, {@code "at"} is in milliseconds since 1970. What was
 * ever written must be read for ever: kinds and fields are added, never renamed or given another meaning.
 */
public final class EventJson {
    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    /** The stored form of {@code event}. */
    public static String write(RunEvent event) {
        StringWriter text = new StringWriter(96);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields(json, event);
            json.writeNumberField("at", event.at().toEpochMilli());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void fields(JsonGenerator json, RunEvent event) throws IOException {
        switch (event) {
            case RunEvent.ResultKept(Kept kept, Instant at) -> {
                kind(json, "result-kept");
                kept(json, kept);
            }
            case RunEvent.RunStarted(Instant at) -> kind(json, "run-started");
            case RunEvent.NodeScheduled(int dag, int child, Optional<List<Value>> items, Instant at) -> {
                kind(json, "node-scheduled", dag, child);
                if (items.isPresent()) {
                    json.writeFieldName("items");
                    values(json, items.get());
                }
            }
            case RunEvent.NodeCancelled(int dag, int child, int count, String reason, Instant at) -> {
                kind(json, "node-cancelled", dag, child);
                json.writeNumberField("count", count);
                json.writeStringField("reason", reason);
            }
            case RunEvent.PostScheduled(Instant at) -> kind(json, "post-scheduled");
            case RunEvent.PostCancelled(String reason, Instant at) -> {
                kind(json, "post-cancelled");
                json.writeStringField("reason", reason);
            }
            case RunEvent.DagEntered(int node, Instant at) -> kind(json, "dag-entered", node);
            case RunEvent.StepEntered(int node, RunEvent.Awaits awaits, Instant at) -> {
                kind(json, "step-entered", node);
                json.writeStringField("awaits", awaits.name());
            }
            case RunEvent.AttemptBegan(int node, int attempt, Instant at) ->
                attempt(json, "attempt-began", node, attempt);
            case RunEvent.AttemptStarted(int node, int attempt, Instant at) ->
                attempt(json, "attempt-started", node, attempt);
            case RunEvent.AttemptTimedOut(int node, int attempt, Instant at) ->
                attempt(json, "attempt-timed-out", node, attempt);
            case RunEvent.AttemptEnded(int node, int attempt, Exit exit, Instant at) -> {
                attempt(json, "attempt-ended", node, attempt);
                exit(json, exit);
            }
            case RunEvent.RetryAwaited(int node, Instant due, Instant at) -> {
                kind(json, "retry-awaited", node);
                json.writeNumberField("due", due.toEpochMilli());
            }
            case RunEvent.NodeKept(int node, Instant at) -> kind(json, "node-kept", node);
            case RunEvent.CacheAwaited(int node, RunId run, String path, Instant at) -> {
                kind(json, "cache-awaited", node);
                json.writeStringField("run", run.toString());
                json.writeStringField("path", path);
            }
            case RunEvent.CacheHit(int node, CachedResult result, Instant at) -> {
                kind(json, "cache-hit", node);
                cached(json, result);
            }
            case RunEvent.CacheMissed(int node, String key, String reason, Instant at) -> {
                kind(json, "cache-missed", node);
                json.writeStringField("key", key);
                json.writeStringField("reason", reason);
            }
            case RunEvent.NodeStopping(int node, Instant at) -> kind(json, "node-stopping", node);
            case RunEvent.NodeEnded(int node, NodeStatus status, String message, Instant at) -> {
                kind(json, "node-ended", node);
                json.writeStringField("status", status.word());
                json.writeStringField("message", message);
            }
            case RunEvent.StopBegan(boolean force, Instant at) -> {
                kind(json, "stop-began");
                json.writeBooleanField("force", force);
            }
            case RunEvent.RunEnded(RunStatus status, String message, Instant at) -> {
                kind(json, "run-ended");
                json.writeStringField("status", status.word());
                json.writeStringField("message", message);
            }
        }
    }

    private static void kind(JsonGenerator json, String kind) throws IOException {
        json.writeStringField("event", kind);
    }

    private static void kind(JsonGenerator json, String kind, int node) throws IOException {
        kind(json, kind);
        json.writeNumberField("node", node);
    }

    private static void kind(JsonGenerator json, String kind, int dag, int child) throws IOException {
        kind(json, kind);
        json.writeNumberField("dag", dag);
        json.writeNumberField("child", child);
    }

    private static void attempt(JsonGenerator json, String kind, int node, int attempt) throws IOException {
        kind(json, kind, node);
        json.writeNumberField("attempt", attempt);
    }

    private static void exit(JsonGenerator json, Exit exit) throws IOException {
        switch (exit) {
            case Exit.Code(int code) -> json.writeNumberField("code", code);
            case Exit.NotStarted(String reason) -> json.writeStringField("notStarted", reason);
            case Exit.Unknown(String reason) -> json.writeStringField("unknown", reason);
        }
    }

    private static void kept(JsonGenerator json, Kept kept) throws IOException {
        json.writeStringField("path", kept.path());
        json.writeStringField("nodePath", kept.nodePath());
        json.writeStringField("status", kept.status().word());
        json.writeStringField("origin", kept.origin().toString());
        json.writeStringField("jobId", kept.jobId());
        texts(json, "outputs", kept.outputs());
        if (kept.items().isPresent()) {
            json.writeFieldName("items");
            values(json, kept.items().get());
        }
        time(json, "startedAt", kept.startedAt());
        time(json, "endedAt", kept.endedAt());
    }

    private static void cached(JsonGenerator json, CachedResult result) throws IOException {
        json.writeNumberField("entry", result.entry());
        json.writeStringField("run", result.run().toString());
        json.writeStringField("path", result.path());
        json.writeStringField("jobId", result.jobId());
        json.writeStringField("status", result.status().word());
        texts(json, "outputs", result.outputs());
        time(json, "startedAt", result.startedAt());
        time(json, "endedAt", result.endedAt());
    }

    private static void texts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String field, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            json.writeNumberField(field, time.get().toEpochMilli());
        }
    }

    private static void values(JsonGenerator json, List<Value> values) throws IOException {
        json.writeStartArray();
        for (Value value : values) {
            switch (value) {
                case Value.Text(String text) -> json.writeString(text);
                case Value.Int(long number) -> json.writeNumber(number);
                case Value.Real(double number) -> json.writeNumber(number);
                case Value.Items(List<Value> items) -> values(json, items);
            }
        }
        json.writeEndArray();
    }

    /**
     * The event that {@link #write} stored.
     *
     * @throws IllegalArgumentException when {@code text} is not such an event
     */
    public static RunEvent read(String text) {
        Fields fields = parse(text);
        Instant at = fields.time("at");
        String kind = fields.text("event");
        return switch (kind) {
            case "result-kept" -> new RunEvent.ResultKept(kept(fields), at);
            case "run-started" -> new RunEvent.RunStarted(at);
            case "node-scheduled" ->
                new RunEvent.NodeScheduled(fields.number("dag"), fields.number("child"), fields.values("items"), at);
            case "node-cancelled" ->
                new RunEvent.NodeCancelled(
                        fields.number("dag"),
                        fields.number("child"),
                        fields.number("count"),
                        fields.text("reason"),
                        at);
            case "post-scheduled" -> new RunEvent.PostScheduled(at);
            case "post-cancelled" -> new RunEvent.PostCancelled(fields.text("reason"), at);
            case "dag-entered" -> new RunEvent.DagEntered(fields.number("node"), at);
            case "step-entered" ->
                new RunEvent.StepEntered(fields.number("node"), RunEvent.Awaits.valueOf(fields.text("awaits")), at);
            case "attempt-began" -> new RunEvent.AttemptBegan(fields.number("node"), fields.number("attempt"), at);
            case "attempt-started" -> new RunEvent.AttemptStarted(fields.number("node"), fields.number("attempt"), at);
            case "attempt-timed-out" ->
                new RunEvent.AttemptTimedOut(fields.number("node"), fields.number("attempt"), at);
            case "attempt-ended" ->
                new RunEvent.AttemptEnded(fields.number("node"), fields.number("attempt"), exit(fields), at);
            case "retry-awaited" -> new RunEvent.RetryAwaited(fields.number("node"), fields.time("due"), at);
            case "node-kept" -> new RunEvent.NodeKept(fields.number("node"), at);
            case "cache-awaited" ->
                new RunEvent.CacheAwaited(
                        fields.number("node"), RunId.parse(fields.text("run")), fields.text("path"), at);
            case "cache-hit" -> new RunEvent.CacheHit(fields.number("node"), cached(fields), at);
            case "cache-missed" ->
                new RunEvent.CacheMissed(fields.number("node"), fields.text("key"), fields.text("reason"), at);
            case "node-stopping" -> new RunEvent.NodeStopping(fields.number("node"), at);
            case "node-ended" ->
                new RunEvent.NodeEnded(
                        fields.number("node"), NodeStatus.ofWord(fields.text("status")), fields.text("message"), at);
            case "stop-began" -> new RunEvent.StopBegan(fields.flag("force"), at);
            case "run-ended" ->
                new RunEvent.RunEnded(RunStatus.ofWord(fields.text("status")), fields.text("message"), at);
            default ->
                throw new IllegalArgumentException(
                        "unknown kind of event '" + kind + "': written by a newer Millrace?");
        };
    }

    private static Exit exit(Fields fields) {
        if (fields.has("code")) {
            return new Exit.Code(fields.number("code"));
        }
        return fields.has("notStarted")
                ? new Exit.NotStarted(fields.text("notStarted"))
                : new Exit.Unknown(fields.text("unknown"));
    }

    private static Kept kept(Fields fields) {
        return new Kept(
                fields.text("path"),
                fields.text("nodePath"),
                NodeStatus.ofWord(fields.text("status")),
                RunId.parse(fields.text("origin")),
                fields.text("jobId"),
                fields.texts("outputs"),
                fields.values("items"),
                fields.optionalTime("startedAt"),
                fields.optionalTime("endedAt"));
    }

    private static CachedResult cached(Fields fields) {
        return new CachedResult(
                fields.get("entry", Long.class),
                RunId.parse(fields.text("run")),
                fields.text("path"),
                fields.text("jobId"),
                NodeStatus.ofWord(fields.text("status")),
                fields.texts("outputs"),
                fields.optionalTime("startedAt"),
                fields.optionalTime("endedAt"));
    }

    private static Fields parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            Map<String, Object> fields = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, value(json));
            }
            return new Fields(fields, text);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an event: " + text, e);
        }
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> {
                List<Value> values = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    values.add(asValue(value(json)));
                }
                yield new Value.Items(values);
            }
            case START_OBJECT -> {
                Map<String, String> texts = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    texts.put(name, json.getText());
                }
                yield texts;
            }
            case null, default ->
                throw new IllegalArgumentException("unexpected " + json.currentToken() + " in an event");
        };
    }

    private static Value asValue(Object value) {
        return switch (value) {
            case String text -> new Value.Text(text);
            case Long number -> new Value.Int(number);
            case Double number -> new Value.Real(number);
            case Value.Items items -> items;
            default -> throw new IllegalArgumentException("not a loop item: " + value);
        };
    }

    /** The fields of one object, asked for by name and type. */
    private record Fields(Map<String, Object> values, String source) {
        boolean has(String name) {
            return values.containsKey(name);
        }

        private <T> T get(String name, Class<T> type) {
            Object value = values.get(name);
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is missing or of the wrong type in the event " + source);
            }
            return type.cast(value);
        }

        String text(String name) {
            return get(name, String.class);
        }

        boolean flag(String name) {
            return get(name, Boolean.class);
        }

        int number(String name) {
            return Math.toIntExact(get(name, Long.class));
        }

        Instant time(String name) {
            return Instant.ofEpochMilli(get(name, Long.class));
        }

        Optional<Instant> optionalTime(String name) {
            return has(name) ? Optional.of(time(name)) : Optional.empty();
        }

        Optional<List<Value>> values(String name) {
            return has(name) ? Optional.of(get(name, Value.Items.class).items()) : Optional.empty();
        }

        @SuppressWarnings("unchecked") // value() makes maps of texts only
        Map<String, String> texts(String name) {
            return get(name, Map.class);
        }
    }
}
