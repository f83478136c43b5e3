package io.millrace.pipeline.source;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A pipeline as text, under the name that messages give it. Immutable. */
public final class SourceText {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    /**
     * Takes a text; a byte order mark at its start is dropped.
     *
     * @param name a file name, or {@code <stdin>} and the like
     */
    public SourceText(String name, String text) {
        this.name = name;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.lineStarts = lineStarts(this.text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** Number of lines; the last one may be empty. */
    public int lines() {
        return lineStarts.length;
    }

    /** A line without its line break; empty outside the text. */
    public String line(int line) {
        if (line < 1 || line > lineStarts.length) {
            return "";
        }
        int end = line == lineStarts.length ? text.length() : lineStarts[line];
        String raw = text.substring(lineStarts[line - 1], end);
        return raw.endsWith("\r\n")
                ? raw.substring(0, raw.length() - 2)
                : raw.endsWith("\n") || raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
    }

    /** Index in {@link #text()} of a place; places outside are moved to the nearest one inside. */
    public int offset(int line, int column) {
        if (line > lineStarts.length) {
            return text.length();
        }
        int start = lineStarts[line - 1];
        int end = line == lineStarts.length ? text.length() : lineStarts[line];
        int wanted = column - 1;
        int i = start;
        while (wanted > 0 && i < end) {
            i += Character.charCount(text.codePointAt(i));
            wanted--;
        }
        return Math.min(i, end);
    }

    /** The place between two indices of {@link #text()}. */
    public Span span(int from, int to) {
        int line = lineOf(from);
        int endLine = lineOf(to);
        return new Span(line, columnOf(line, from), endLine, columnOf(endLine, to));
    }

    private int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private int columnOf(int line, int offset) {
        return text.codePointCount(lineStarts[line - 1], offset) + 1;
    }

    /** The text of a piece. */
    public String slice(Span span) {
        return text.substring(offset(span.line(), span.column()), offset(span.endLine(), span.endColumn()));
    }

    /** Where the {@code nth} (from 0) occurrence of {@code part} lies inside {@code span}; {@code span} when there is none. */
    public Span find(Span span, String part, int nth) {
        int from = offset(span.line(), span.column());
        int end = offset(span.endLine(), span.endColumn());
        int found = text.indexOf(part, from);
        for (int i = 0; i < nth && found >= 0; i++) {
            found = text.indexOf(part, found + part.length());
        }
        return found < 0 || found + part.length() > end ? span : span(found, found + part.length());
    }

    /** Whether {@code span} lies inside the text. */
    public boolean contains(Span span) {
        return span.endLine() <= lines()
                && span.column()
                        <= line(span.line()).codePointCount(0, line(span.line()).length()) + 1;
    }

    /** A copy with the edits made; they must not overlap. */
    public SourceText with(List<Edit> edits) {
        List<Edit> backwards = edits.stream()
                .sorted(Comparator.comparingInt((Edit edit) -> start(edit)).reversed())
                .toList();
        StringBuilder changed = new StringBuilder(text);
        for (Edit edit : backwards) {
            Span span = edit.span();
            changed.replace(start(edit), offset(span.endLine(), span.endColumn()), edit.replacement());
        }
        return new SourceText(name, changed.toString());
    }

    private int start(Edit edit) {
        return offset(edit.span().line(), edit.span().column());
    }
}
