package io.millrace.client;

import java.util.Locale;

/** Where a run is in its life. */
public enum RunStatus {
    /** Created, not yet taken up. */
    INITIATING,
    PENDING,
    RUNNING,
    /** A stop was asked for; steps are ending. */
    TERMINATING,
    SUCCEEDED,
    FAILED,
    /** Stopped by somebody. */
    TERMINATED,
    /** A scheduled run that was never to begin. */
    SKIPPED,
    /** A word that this version of the client does not know; {@link RunInfo#statusWord()} has it. */
    UNKNOWN;

    /** Whether the run will never change again. */
    public boolean isFinal() {
        return switch (this) {
            case SUCCEEDED, FAILED, TERMINATED, SKIPPED -> true;
            case INITIATING, PENDING, RUNNING, TERMINATING, UNKNOWN -> false;
        };
    }

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunStatus of(String word) {
        for (RunStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
