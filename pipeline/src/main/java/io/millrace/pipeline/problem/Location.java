package io.millrace.pipeline.problem;

import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;

/**
 * A place in a source, with the line for people to look at.
 *
 * @param source name of the text
 * @param span the exact piece
 * @param excerpt the line on which the piece starts, cut to a readable length
 * @param excerptColumn column of the excerpt's first character
 */
public record Location(String source, Span span, String excerpt, int excerptColumn) {
    private static final int LONGEST = 160;
    private static final int BEFORE = 60;

    /** The place of {@code span} in {@code source}. */
    public static Location of(SourceText source, Span span) {
        int points = source.length(span.line());
        int first = points <= LONGEST ? 0 : Math.max(0, Math.min(span.column() - 1 - BEFORE, points - LONGEST));
        return new Location(source.name(), span, source.line(span.line(), first + 1, LONGEST), first + 1);
    }

    /** From 1. */
    public int line() {
        return span.line();
    }

    /** From 1, in code points. */
    public int column() {
        return span.column();
    }
}
