package io.millrace.pipeline.schema;

import java.util.List;
import java.util.Map;

/** Writes trees of maps, lists, texts, numbers and booleans as indented JSON. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Object tree) {
        JsonText text = new JsonText();
        text.value(tree, 0);
        return text.out.append('\n').toString();
    }

    private void value(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> map(map, depth);
            case List<?> list -> list(list, depth);
            case String text -> quoted(text);
            case Integer number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
        }
    }

    private void map(Map<?, ?> map, int depth) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            line(separator, depth + 1);
            quoted((String) entry.getKey());
            out.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        close(map.isEmpty(), "{", "}", depth);
    }

    private void list(List<?> list, int depth) {
        String separator = "[";
        for (Object item : list) {
            line(separator, depth + 1);
            value(item, depth + 1);
            separator = ",";
        }
        close(list.isEmpty(), "[", "]", depth);
    }

    private void line(String separator, int depth) {
        out.append(separator).append('\n').append("  ".repeat(depth));
    }

    private void close(boolean empty, String open, String close, int depth) {
        if (empty) {
            out.append(open).append(close);
        } else {
            out.append('\n').append("  ".repeat(depth)).append(close);
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
