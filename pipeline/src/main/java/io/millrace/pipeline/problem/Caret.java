package io.millrace.pipeline.problem;

/** Draws a line of a source and a row of carets under the exact piece. */
final class Caret {
    private Caret() {}

    static String draw(Location at) {
        String number = "%4d".formatted(at.line());
        String gutter = " ".repeat(number.length());
        return number + " | " + visible(at.excerpt()) + "\n" + gutter + " | " + carets(at);
    }

    private static String carets(Location at) {
        int[] points = at.excerpt().codePoints().toArray();
        int from = Math.min(at.column() - at.excerptColumn(), points.length);
        boolean oneLine = at.span().endLine() == at.line();
        int to = oneLine ? Math.min(at.span().endColumn() - at.excerptColumn(), points.length) : points.length;
        return " ".repeat(width(points, 0, from)) + "^".repeat(Math.max(1, width(points, from, to)));
    }

    private static String visible(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        line.codePoints()
                .forEach(point -> shown.appendCodePoint(
                        point == '\t' || Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                                ? ' '
                                : point));
        return shown.toString();
    }

    private static int width(int[] points, int from, int to) {
        int width = 0;
        for (int i = from; i < to; i++) {
            width += isWide(points[i]) ? 2 : isCombining(points[i]) ? 0 : 1;
        }
        return width;
    }

    private static boolean isCombining(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Characters that terminals draw two cells wide: East Asian scripts and pictures. */
    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }
}
