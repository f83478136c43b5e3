package io.millrace.client.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes maps, lists, texts, numbers and booleans as YAML. Texts that could be read as something else are quoted. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");
    private static final Pattern BLOCK =
            Pattern.compile("[^\\s#](?:[^\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF]|\\n|\\t)*\\n");
    private static final Set<String> WORDS =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", ".inf", ".nan");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    static String of(Map<String, ?> map) {
        YamlText yaml = new YamlText();
        yaml.map(map, 0);
        return yaml.text.toString();
    }

    private void map(Map<?, ?> map, int depth) {
        map.forEach((key, value) -> {
            indent(depth).append(scalar(key.toString())).append(':');
            value(value, depth);
        });
    }

    private void value(Object value, int depth) {
        switch (value) {
            case Map<?, ?> inner
            when !inner.isEmpty() -> {
                text.append('\n');
                map(inner, depth + 1);
            }
            case List<?> list
            when holdsMaps(list) -> {
                text.append('\n');
                for (Object element : list) {
                    indent(depth + 1).append("- ").append(flow(element)).append('\n');
                }
            }
            case String line when BLOCK.matcher(line).matches() -> block(line, depth + 1);
            default -> text.append(' ').append(flow(value)).append('\n');
        }
    }

    private static boolean holdsMaps(List<?> list) {
        return list.stream().anyMatch(Map.class::isInstance);
    }

    private void block(String lines, int depth) {
        text.append(lines.endsWith("\n\n") ? " |+\n" : " |\n");
        lines.lines().forEach(line -> {
            if (line.isEmpty()) {
                text.append('\n');
            } else {
                indent(depth).append(line).append('\n');
            }
        });
    }

    private static String flow(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<String> entries = new ArrayList<>();
                map.forEach((key, inner) -> entries.add(scalar(key.toString()) + ": " + flow(inner)));
                yield "{" + String.join(", ", entries) + "}";
            }
            case List<?> list ->
                "[" + String.join(", ", list.stream().map(YamlText::flow).toList()) + "]";
            case String word -> scalar(word);
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default ->
                throw new IllegalArgumentException("pipelines hold texts, numbers and lists of those, not "
                        + value.getClass().getName());
        };
    }

    private static String scalar(String word) {
        boolean plain = PLAIN.matcher(word).matches() && !WORDS.contains(word.toLowerCase(Locale.ROOT));
        return plain ? word : quoted(word);
    }

    private static String quoted(String word) {
        StringBuilder quoted = new StringBuilder("\"");
        word.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append("\\u%04x".formatted(c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        boolean ascii = c >= 0x20 && c < 0x7F;
        boolean other = c >= 0xA0 && c != 0xFEFF && c != 0x2028 && c != 0x2029;
        return ascii || other;
    }

    private StringBuilder indent(int depth) {
        return text.append("  ".repeat(depth));
    }
}
