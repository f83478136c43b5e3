package io.millrace.pipeline.problem;

/** Text as terminals show it: nothing that moves the cursor, and characters that are two cells wide. */
public final class TerminalText {
    private static final String ELLIPSIS = "…";

    private TerminalText() {}

    /** {@code text} with a blank for every character that is not seen but may do something. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> shown.appendCodePoint(isHidden(point) ? ' ' : point));
        return shown.toString();
    }

    /** {@code text} made printable, and cut to {@code cells} with an ellipsis. */
    public static String fit(String text, int cells) {
        String shown = printable(text);
        if (cells <= 1) {
            return "";
        }
        if (width(shown) <= cells) {
            return shown;
        }
        int end = 0;
        int used = 0;
        while (used + width(shown.codePointAt(end)) < cells) {
            int point = shown.codePointAt(end);
            used += width(point);
            end += Character.charCount(point);
        }
        return shown.substring(0, end) + ELLIPSIS;
    }

    /** Cells that printable text takes. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int point) {
        return isWide(point) ? 2 : isCombining(point) ? 0 : 1;
    }

    private static boolean isHidden(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
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
