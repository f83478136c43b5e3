package io.millrace.engine.log;

/**
 * A line of a log, or a piece of one that is too long to be shown whole.
 *
 * @param offset of its first byte in the file
 * @param text without the line break; bytes that are not UTF-8 are replaced
 * @param end how it ends
 */
public record LogLine(long offset, String text, End end) {
    /** What comes after the text. */
    public enum End {
        /** A line break. */
        LINE_BREAK,
        /** The next piece of the same line. */
        CUT,
        /** The next piece of the same line, which begins anew: what a progress bar wrote before is seen no more. */
        OVERWRITTEN,
        /** The end of the file: the step may be about to write more of it. */
        OPEN
    }

    private static final String CUT_MARK = " [line continues]";

    /**
     * What a terminal would show in the end: of text that a progress bar wrote over and over with carriage returns only
     * the last whole state; a mark at the end of a piece of other text.
     */
    public String display() {
        if (end != End.CUT) {
            return lastState(text);
        }
        int begun = text.lastIndexOf('\r');
        // the state behind the last return may be cut in its middle: the one before is whole
        String whole = begun < 0 ? "" : lastState(text.substring(0, begun));
        if (!whole.isEmpty()) {
            return whole;
        }
        return lastState(text) + CUT_MARK;
    }

    private static String lastState(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(text.lastIndexOf('\r', end - 1) + 1, end);
    }
}
