package io.millrace.pipeline.property;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Writes trees as YAML the way people do: block or flow style, several kinds of quotes, comments, empty lines. */
final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    private static final Pattern WORD_OF_YAML =
            Pattern.compile("y|n|yes|no|on|off|true|false|null", Pattern.CASE_INSENSITIVE);

    private final RandomGenerator random;
    private final int step;
    private final StringBuilder out = new StringBuilder();

    private YamlWriter(RandomGenerator random) {
        this.random = random;
        this.step = 1 + random.nextInt(4);
    }

    static String write(RandomGenerator random, Map<?, ?> tree) {
        YamlWriter writer = new YamlWriter(random);
        writer.map(tree, 0);
        return writer.out.toString();
    }

    private void map(Map<?, ?> map, int indent) {
        ordered(map).forEach((key, value) -> {
            if (random.nextInt(30) == 0) {
                out.append(random.nextBoolean() ? "\n" : " ".repeat(indent) + "# a comment: {{x}}\n");
            }
            out.append(" ".repeat(indent)).append(key(String.valueOf(key))).append(':');
            value(value, indent + step);
        });
    }

    /** Maps without an order get one, so that a seed always gives the same text. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        return map instanceof LinkedHashMap ? map : new TreeMap<>(map);
    }

    private String key(String name) {
        return PLAIN.matcher(name).matches() && random.nextInt(10) > 0 ? name : quoted(name);
    }

    private void value(Object value, int indent) {
        boolean block = random.nextInt(4) > 0;
        if (block && value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n');
            map(map, indent);
        } else if (block && value instanceof List<?> list && !list.isEmpty()) {
            out.append('\n');
            list.forEach(item -> out.append(" ".repeat(indent))
                    .append("- ")
                    .append(flow(item))
                    .append('\n'));
        } else if (block
                && value instanceof String text
                && text.matches("(?s)[^\\s\\p{C}][^\\p{Cntrl}]*\n.*[^\\s\\p{C}]\n")) {
            out.append(" |\n").append(text.indent(indent));
        } else {
            out.append(' ').append(flow(value)).append(random.nextInt(30) == 0 ? "  # why\n" : "\n");
        }
    }

    private String flow(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                StringBuilder text = new StringBuilder("{");
                ordered(map)
                        .forEach((key, inner) -> text.append(text.length() > 1 ? ", " : "")
                                .append(key(Objects.requireNonNull(key).toString()))
                                .append(": ")
                                .append(flow(Objects.requireNonNull(inner))));
                yield text.append('}').toString();
            }
            case List<?> list -> {
                StringBuilder text = new StringBuilder("[");
                list.forEach(inner ->
                        text.append(text.length() > 1 ? ", " : "").append(flow(Objects.requireNonNull(inner))));
                yield text.append(']').toString();
            }
            case String text -> scalar(text);
            default -> value.toString();
        };
    }

    private String scalar(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches();
        return plain && random.nextInt(4) > 0 ? text : quoted(text);
    }

    private String quoted(String text) {
        boolean oneLine = text.chars().noneMatch(c -> c < ' ');
        return oneLine && random.nextBoolean() ? "'" + text.replace("'", "''") + "'" : escaped(text);
    }

    private static String escaped(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + "\"";
    }
}
