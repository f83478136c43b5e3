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
     * the last state; a mark at the end of a piece of other text.
     */
    public String display() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        String last = text.substring(text.lastIndexOf('\r', end - 1) + 1, end);
        return this.end == End.CUT && text.indexOf('\r') < 0 ? last + CUT_MARK : last;
    }
}
