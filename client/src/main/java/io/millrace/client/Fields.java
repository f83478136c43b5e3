package io.millrace.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object of an answer. What is absent or null is empty: servers of other versions send more or less. */
record Fields(JsonNode json, WireTimes times) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** The object that a text is. */
    static Fields parse(String text, WireTimes times) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return new Fields(json, times);
            }
        } catch (JsonProcessingException e) {
            throw unexpected(text, e);
        }
        throw unexpected(text, new IllegalArgumentException("not a JSON object"));
    }

    private static MillraceClientException unexpected(String text, Throwable cause) {
        return new MillraceClientException(
                MillraceClientException.UNEXPECTED_ANSWER,
                "the answer is not a JSON object: " + text.substring(0, Math.min(text.length(), 300)),
                "",
                cause);
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    String text(String name) {
        return json.path(name).asText("");
    }

    /** The first of some fields that is not empty. */
    String firstText(String... names) {
        return Arrays.stream(names)
                .map(this::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    Optional<String> optional(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    boolean flag(String name) {
        return json.path(name).asBoolean(false);
    }

    long number(String name) {
        return json.path(name).asLong(0);
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** A time that is always there; the beginning of time when a server does not send it. */
    Instant time(String name) {
        return optionalTime(name).orElse(Instant.EPOCH);
    }

    Optional<Instant> optionalTime(String name) {
        return optional(name).map(times::parse);
    }

    /** Texts that commas separate. */
    List<String> names(String name) {
        return Arrays.stream(text(name).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    Fields object(String name) {
        return new Fields(json.path(name), times);
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.path(name)
                .properties()
                .forEach(entry -> texts.put(
                        entry.getKey(),
                        entry.getValue().isValueNode()
                                ? entry.getValue().asText()
                                : entry.getValue().toString()));
        return Collections.unmodifiableMap(texts);
    }

    /** Texts, numbers, booleans, lists and maps of those. */
    Map<String, Object> values(String name) {
        return new Fields(json.path(name), times).values();
    }

    /** The same of the whole object. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), value(entry.getValue()));
            }
        });
        return Collections.unmodifiableMap(values);
    }

    private static Object value(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? node.bigIntegerValue() : node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isArray()) {
            List<Object> values = new ArrayList<>();
            node.forEach(element -> values.add(value(element)));
            return List.copyOf(values);
        }
        return new Fields(node, WireTimes.NONE).values();
    }

    <T> List<T> list(String name, Function<Fields, T> read) {
        List<T> list = new ArrayList<>();
        json.path(name).forEach(element -> list.add(read.apply(new Fields(element, times))));
        return List.copyOf(list);
    }

    List<String> textList(String name) {
        List<String> list = new ArrayList<>();
        json.path(name).forEach(element -> list.add(element.asText()));
        return List.copyOf(list);
    }

    <T> Page<T> page(String name, Function<Fields, T> read) {
        return new Page<>(list(name, read), optional("nextMarker"));
    }
}
