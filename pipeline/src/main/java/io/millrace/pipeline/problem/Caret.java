package io.millrace.pipeline.problem;

/** Draws a line of a source and a row of carets under the exact piece. */
final class Caret {
    private Caret() {}

    static String draw(Location at) {
        String number = "%4d".formatted(at.line());
        String gutter = " ".repeat(number.length());
        return number + " | " + TerminalText.printable(at.excerpt()) + "\n" + gutter + " | " + carets(at);
    }

    private static String carets(Location at) {
        int[] points = TerminalText.printable(at.excerpt()).codePoints().toArray();
        int from = Math.min(at.column() - at.excerptColumn(), points.length);
        boolean oneLine = at.span().endLine() == at.line();
        int to = oneLine ? Math.min(at.span().endColumn() - at.excerptColumn(), points.length) : points.length;
        return " ".repeat(width(points, 0, from)) + "^".repeat(Math.max(1, width(points, from, to)));
    }

    private static int width(int[] points, int from, int to) {
        return from < to ? TerminalText.width(new String(points, from, to - from)) : 0;
    }
}
