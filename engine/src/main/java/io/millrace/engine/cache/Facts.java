package io.millrace.engine.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ingredients of a fingerprint as named texts: {@code parameter epochs} is {@code 300}, {@code input train_set} is
 * the digest of its content. The names are what explanations call them.
 */
public record Facts(Map<String, String> texts) {
    private static final JsonFactory JSON = new JsonFactory();

    public Facts {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /** A fact that differs. */
    public record Change(String name, Optional<String> before, Optional<String> after) {}

    /** These and the others. */
    public Facts and(Facts others) {
        Map<String, String> all = new TreeMap<>(texts);
        all.putAll(others.texts);
        return new Facts(all);
    }

    /** What differs from {@code earlier} facts, by name. */
    public List<Change> changesSince(Facts earlier) {
        List<Change> changes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(texts.keySet());
        names.addAll(earlier.texts.keySet());
        for (String name : names) {
            Optional<String> before = Optional.ofNullable(earlier.texts.get(name));
            Optional<String> after = Optional.ofNullable(texts.get(name));
            if (!before.equals(after)) {
                changes.add(new Change(name, before, after));
            }
        }
        return changes;
    }

    /** One JSON object, sorted by name. */
    public String json() {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> fact : texts.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * The facts that {@link #json} wrote.
     *
     * @throws IllegalArgumentException when {@code text} is no such object
     */
    public static Facts ofJson(String text) {
        Map<String, String> facts = new TreeMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                facts.put(name, json.getText());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not facts: " + text, e);
        }
        return new Facts(facts);
    }
}
