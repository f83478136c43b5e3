package io.millrace.pipeline.source;

import java.util.ArrayList;
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
        return line < 1 || line > lineStarts.length ? "" : text.substring(lineStarts[line - 1], lineEnd(line));
    }

    /** At most so many code points of a line, from a column on; both are cut to what the line has. */
    public String line(int line, int column, int most) {
        if (line < 1 || line > lineStarts.length) {
            return "";
        }
        int end = lineEnd(line);
        int from = Math.min(offset(line, column), end);
        int points = Math.min(most, text.codePointCount(from, end));
        return text.substring(from, text.offsetByCodePoints(from, points));
    }

    /** Code points of a line, its line break aside. */
    public int length(int line) {
        return line < 1 || line > lineStarts.length ? 0 : text.codePointCount(lineStarts[line - 1], lineEnd(line));
    }

    /** Index after the last character of a line, its line break aside. */
    private int lineEnd(int line) {
        int start = lineStarts[line - 1];
        int end = line == lineStarts.length ? text.length() : lineStarts[line];
        if (end > start && text.charAt(end - 1) == '\n') {
            end--;
        }
        return end > start && line < lineStarts.length && text.charAt(end - 1) == '\r' ? end - 1 : end;
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

    /**
     * Where parts that follow each other lie inside {@code span}, in time linear in its text. From the first part that is
     * not there as it stands, because it was written with escapes, every part has {@code span} itself.
     */
    public List<Span> find(Span span, List<String> parts) {
        List<Span> found = new ArrayList<>(parts.size());
        int at = offset(span.line(), span.column());
        int end = offset(span.endLine(), span.endColumn());
        int line = span.line();
        int column = span.column();
        for (String part : parts) {
            int from = at < 0 ? -1 : text.indexOf(part, at, end);
            if (from < 0) {
                at = -1;
                found.add(span);
                continue;
            }
            Span place = span(from, from + part.length(), line, column, at);
            found.add(place);
            at = from + part.length();
            line = place.endLine();
            column = place.endColumn();
        }
        return found;
    }

    /** The place between two indices, counted on from a place before it. */
    private Span span(int from, int to, int line, int column, int offset) {
        int first = lineOf(from);
        int start = first == line ? column + text.codePointCount(offset, from) : columnOf(first, from);
        int last = lineOf(to);
        int end = last == first ? start + text.codePointCount(from, to) : columnOf(last, to);
        return new Span(first, start, last, end);
    }

    /** Whether {@code span} lies inside the text. */
    public boolean contains(Span span) {
        return span.endLine() <= lines() && span.column() <= length(span.line()) + 1;
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
