package io.millrace.engine.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.engine.cache.CacheCheck.Change;
import io.millrace.engine.cache.CacheEntry.Output;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The lists inside entries and answers as JSON, as they are stored. */
public final class CacheJson {
    private static final JsonFactory JSON = new JsonFactory();

    private CacheJson() {}

    /** An object with an object for each output. */
    public static String outputs(Map<String, Output> outputs) {
        return write(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Output> output : outputs.entrySet()) {
                json.writeObjectFieldStart(output.getKey());
                json.writeStringField("path", output.getValue().path());
                json.writeStringField("digest", output.getValue().digest());
                json.writeNumberField("bytes", output.getValue().bytes());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    /** What {@link #outputs(Map)} wrote. */
    public static Map<String, Output> outputs(String text) {
        Map<String, Output> outputs = new LinkedHashMap<>();
        read(text, json -> {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                Map<String, String> fields = texts(json);
                outputs.put(
                        name,
                        new Output(
                                fields.getOrDefault("path", ""),
                                fields.getOrDefault("digest", ""),
                                Long.parseLong(fields.getOrDefault("bytes", "0"))));
            }
        });
        return outputs;
    }

    /** What was answered to a step, for programs; without fields when it did not ask. */
    public static void check(JsonGenerator json, Optional<CacheCheck> found) throws IOException {
        json.writeStartObject();
        if (found.isPresent()) {
            CacheCheck check = found.get();
            json.writeStringField("answer", check.answer().name().toLowerCase(Locale.ROOT));
            json.writeStringField("reason", check.reason());
            json.writeStringField("first", check.first());
            json.writeStringField("second", check.second());
            if (check.entry().isPresent()) {
                json.writeNumberField("entry", check.entry().get());
            }
            json.writeArrayFieldStart("changes");
            for (Change change : check.changes()) {
                change(json, change);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** What a run would do, for programs: a list with an object for each step iteration. */
    public static void forecast(JsonGenerator json, List<RunForecast.Line> lines) throws IOException {
        json.writeStartArray();
        for (RunForecast.Line line : lines) {
            json.writeStartObject();
            json.writeStringField("step", line.path());
            json.writeStringField("plan", line.verdict().word());
            json.writeStringField("why", line.why());
            if (line.saved().isPresent()) {
                json.writeNumberField("savedMillis", line.saved().get().toMillis());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A list with an object for each change. */
    public static String changes(List<Change> changes) {
        return write(json -> {
            json.writeStartArray();
            for (Change change : changes) {
                change(json, change);
            }
            json.writeEndArray();
        });
    }

    /** Writes one change as an object. */
    public static void change(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", change.name());
        json.writeStringField("before", change.before());
        json.writeStringField("after", change.after());
        json.writeStringField("lines", String.join("\n", change.lines()));
        json.writeEndObject();
    }

    /** What {@link #changes(List)} wrote. */
    public static List<Change> changes(String text) {
        List<Change> changes = new ArrayList<>();
        read(text, json -> {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = texts(json);
                changes.add(new Change(
                        fields.getOrDefault("name", ""),
                        fields.getOrDefault("before", ""),
                        fields.getOrDefault("after", ""),
                        fields.getOrDefault("lines", "").lines().toList()));
            }
        });
        return changes;
    }

    private static Map<String, String> texts(JsonParser json) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, json.getText());
        }
        return fields;
    }

    private interface Writing {
        void on(JsonGenerator json) throws IOException;
    }

    private interface Reading {
        void on(JsonParser json) throws IOException;
    }

    private static String write(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.on(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void read(String text, Reading reading) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            reading.on(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("not written by this program: " + text, e);
        }
    }
}
