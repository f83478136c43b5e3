package io.millrace.pipeline.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads loop items that only a run knows. Numbers keep their plain form; objects become text such as
 * {@code map[a:1 b:2]}, booleans {@code true} or {@code false}, null the empty text.
 */
public final class LoopItems {
    /** Items that one loop may have at most. */
    public static final int MOST = 100_000;

    private static final int DEEPEST = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private LoopItems() {}

    /**
     * The items of a parameter's value: a list, or JSON text of a list.
     *
     * @throws LoopException when the value is not a list, or has more than {@link #MOST} items
     */
    public static List<Value> of(Value value) throws LoopException {
        return value instanceof Value.Items(List<Value> items) ? bounded(items, MOST) : ofJson(value.text());
    }

    /**
     * The items of JSON text, for example the content of an artifact.
     *
     * @throws LoopException when the text is not a JSON list, or has more than {@link #MOST} items
     */
    public static List<Value> ofJson(String text) throws LoopException {
        return ofJson(text, MOST);
    }

    /**
     * The items of JSON text, with another bound on their number.
     *
     * @throws LoopException when the text is not a JSON list, or has more than {@code most} items
     */
    public static List<Value> ofJson(String text, int most) throws LoopException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw notAList(text);
            }
            List<Value> items = list(parser);
            if (parser.nextToken() != null) {
                throw notAList(text);
            }
            return bounded(items, most);
        } catch (JsonProcessingException e) {
            throw notAList(text);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        }
    }

    private static List<Value> bounded(List<Value> items, int most) throws LoopException {
        if (items.size() > most) {
            throw new LoopException(
                    "the loop has %,d elements; at most %,d are possible".formatted(items.size(), most));
        }
        return items;
    }

    private static LoopException notAList(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return new LoopException("cannot loop over '%s': it is neither a list nor JSON text of one".formatted(shown));
    }

    private static List<Value> list(JsonParser parser) throws IOException {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(item(parser));
        }
        return items;
    }

    private static Value item(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            return new Value.Items(list(parser));
        }
        if (token == JsonToken.START_OBJECT) {
            return new Value.Text(object(parser));
        }
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        return token.isNumeric() ? NumberText.read(text).orElse(new Value.Text(text)) : new Value.Text(text);
    }

    private static String object(JsonParser parser) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, item(parser).text());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ":" + field.getValue())
                .collect(Collectors.joining(" ", "map[", "]"));
    }

    /** Why something cannot be looped over; the node fails with the message. */
    public static final class LoopException extends Exception {
        public LoopException(String message) {
            super(message);
        }
    }
}
