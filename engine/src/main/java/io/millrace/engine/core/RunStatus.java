package io.millrace.engine.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** The status of a name on the wire; empty when there is none. */
    public static Optional<RunStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }

    /** The status that {@link #word} names. */
    public static RunStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
