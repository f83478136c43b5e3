package io.millrace.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a JSON object, read as PaddleFlow reads them: names count without regard to case, unknown ones are
 * ignored, null is as good as absent, a value of another type is an error.
 */
public final class Fields {
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Map<String, JsonNode> asWritten = new LinkedHashMap<>();
    private final ApiCode malformed;

    /**
     * @param malformed the code of errors about values of the wrong type
     */
    Fields(JsonNode object, ApiCode malformed) {
        this.malformed = malformed;
        object.properties().forEach(field -> {
            asWritten.put(field.getKey(), field.getValue());
            if (!field.getValue().isNull()) {
                values.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
            }
        });
    }

    /** Whether a field is there with a value. */
    public boolean has(String name) {
        return values.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** A text; empty text when it is absent. */
    public String text(String name) {
        return get(name)
                .map(value -> typed(name, value, value.isTextual(), "a string").textValue())
                .orElse("");
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        return get(name)
                .map(value ->
                        typed(name, value, value.isBoolean(), "true or false").booleanValue());
    }

    /** A whole number. A text that writes one is taken too: the command line of PaddleFlow sends such. */
    public Optional<Long> number(String name) {
        return get(name).map(value -> {
            if (value.isTextual() && value.textValue().matches("-?\\d{1,18}")) {
                return Long.valueOf(value.textValue());
            }
            return typed(name, value, value.isIntegralNumber() && value.canConvertToLong(), "a whole number")
                    .longValue();
        });
    }

    /** An object inside. */
    public Optional<Fields> object(String name) {
        return get(name).map(value -> new Fields(typed(name, value, value.isObject(), "an object"), malformed));
    }

    /** The values of an object, by their names as they are written. */
    public Map<String, JsonNode> values(String name) {
        return object(name).map(object -> Map.copyOf(object.asWritten)).orElse(Map.of());
    }

    /** An object of texts; empty when it is absent. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name)
                .ifPresent(object -> object.asWritten.forEach((key, value) -> texts.put(
                        key,
                        typed(name + "." + key, value, value.isTextual(), "a string")
                                .textValue())));
        return texts;
    }

    /** The value as it is. */
    public Optional<JsonNode> get(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    private JsonNode typed(String name, JsonNode value, boolean right, String expected) {
        if (!right) {
            throw malformed.because("field '%s' must be %s, not %s"
                    .formatted(name, expected, value.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        return value;
    }
}
