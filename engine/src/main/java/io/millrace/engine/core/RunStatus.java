package io.millrace.engine.core;

import java.util.Locale;

/** States of a run. {@code initiating -> pending -> running -> final}, with {@code terminating} before a stopped end. */
public enum RunStatus {
    INITIATING,
    PENDING,
    RUNNING,
    TERMINATING,
    SUCCEEDED,
    FAILED,
    TERMINATED,
    SKIPPED;

    /** Whether the run has ended; it never changes again. */
    public boolean isFinal() {
        return switch (this) {
            case INITIATING, PENDING, RUNNING, TERMINATING -> false;
            case SUCCEEDED, FAILED, TERMINATED, SKIPPED -> true;
        };
    }

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that {@link #word} names. */
    public static RunStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
