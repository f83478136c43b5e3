package io.millrace.pipeline.source;

/**
 * A piece of a text.
 *
 * @param line of its first character, from 1
 * @param column of its first character, from 1, in code points
 * @param endLine of the first character after it
 * @param endColumn of the first character after it
 */
public record Span(int line, int column, int endLine, int endColumn) {
    public Span {
        if (line < 1 || column < 1 || endLine < line || (endLine == line && endColumn < column)) {
            throw new IllegalArgumentException("span " + line + ":" + column + " to " + endLine + ":" + endColumn);
        }
    }

    /** An empty place. */
    public static Span at(int line, int column) {
        return new Span(line, column, line, column);
    }

    /** The empty place before the first character. */
    public Span start() {
        return at(line, column);
    }

    /** From the start of this one to the end of {@code last}. */
    public Span to(Span last) {
        return new Span(line, column, last.endLine, last.endColumn);
    }
}
