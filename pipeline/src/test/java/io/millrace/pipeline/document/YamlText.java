package io.millrace.pipeline.document;

import io.millrace.pipeline.document.Mapping.Entry;
import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.plan.Value;
import java.util.regex.Pattern;

/**
 * Writes a tree of values as YAML: block style, aliases written out, quotes only where they are needed. Reading the text
 * again gives the same values.
 */
public final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*+(?: [A-Za-z0-9_./-]++)*+");
    private static final Pattern BLOCK = Pattern.compile(
            "[^\\s\\p{Cntrl}\\uFEFF][^\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF]*+(?:\\n++[^\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF]++)*+\\n?");
    private static final Pattern TRAILING_BLANK = Pattern.compile("[ \\t](?:\\n|$)");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** The text, ended by a line break. */
    public static String of(Node node) {
        YamlText text = new YamlText();
        text.write(node, 0, true);
        return text.out.toString();
    }

    /** Writes a node after its key, dash or nothing; {@code fresh} when it starts a line that is already indented. */
    private void write(Node node, int depth, boolean fresh) {
        switch (node) {
            case Scalar scalar ->
                out.append(fresh ? "" : " ").append(scalar(scalar, depth)).append('\n');
            case Mapping mapping when mapping.entries().isEmpty() -> out.append(fresh ? "{}\n" : " {}\n");
            case Sequence list when list.items().isEmpty() -> out.append(fresh ? "[]\n" : " []\n");
            case Mapping mapping -> {
                boolean first = fresh;
                out.append(fresh ? "" : "\n");
                for (Entry entry : mapping.entries()) {
                    out.append(first ? "" : indent(depth))
                            .append(key(entry.name()))
                            .append(':');
                    write(entry.value(), depth + 1, false);
                    first = false;
                }
            }
            case Sequence list -> {
                boolean first = fresh;
                out.append(fresh ? "" : "\n");
                for (Node item : list.items()) {
                    out.append(first ? "" : indent(depth)).append("- ");
                    write(item, depth + 1, true);
                    first = false;
                }
            }
        }
    }

    private static String indent(int depth) {
        return "  ".repeat(depth);
    }

    /** Keys are text whatever they look like, so few need quotes. */
    private static String key(String name) {
        return PLAIN.matcher(name).matches() && name.length() < 500 ? name : quoted(name);
    }

    private static String scalar(Scalar scalar, int depth) {
        return switch (scalar.literal()) {
            case Literal.Null ignored -> "null";
            case Literal.Bool bool -> Boolean.toString(bool.value());
            case Literal.Plain(Value value) ->
                value instanceof Value.Text(String text) ? text(text, depth) : value.text();
        };
    }

    private static String text(String text, int depth) {
        if (text.length() < 10_000 && BLOCK.matcher(text).matches() && isManyLines(text)) {
            String chomp = text.endsWith("\n") ? "" : "-";
            return "|" + chomp + "\n" + text.stripTrailing().indent(depth * 2).stripTrailing();
        }
        boolean plain = text.length() < 10_000
                && PLAIN.matcher(text).matches()
                && ScalarRules.plain(text).equals(Literal.text(text));
        return plain ? text : quoted(text);
    }

    private static boolean isManyLines(String text) {
        return text.indexOf('\n') >= 0
                && text.indexOf('\n') < text.length() - 1
                && !text.endsWith("\n\n")
                && !TRAILING_BLANK.matcher(text).find();
    }

    private static String quoted(String text) {
        boolean simple = text.codePoints().allMatch(YamlText::isPrintable);
        return simple ? "'" + text.replace("'", "''") + "'" : escaped(text);
    }

    private static boolean isPrintable(int point) {
        return (point >= 0x20 && point < 0x7F)
                || (point >= 0xA0 && point < 0xD800 && point != 0x2028 && point != 0x2029);
    }

    private static String escaped(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append(point > 0xFFFF ? "\\U%08x".formatted(point) : "\\u%04x".formatted(point));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
