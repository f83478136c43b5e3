package io.millrace.client;

import java.util.Locale;

/** How a line of a log that is being read ends. */
public enum LineEnd {
    /** With a line break. */
    LINE_BREAK,
    /** With the next piece of the same line, which is too long for one. */
    CUT,
    /** With the next piece of the same line, which begins anew: what a progress bar wrote before is seen no more. */
    OVERWRITTEN,
    /** With the log itself. */
    OPEN,
    /** With something that this version of the client does not know. */
    UNKNOWN;

    static LineEnd of(String word) {
        for (LineEnd end : values()) {
            if (end.name().toLowerCase(Locale.ROOT).equals(word)) {
                return end;
            }
        }
        return UNKNOWN;
    }
}
