package io.millrace.engine.core;

import java.util.Locale;

/** States of one iteration of a step or DAG. */
public enum NodeStatus {
    /** Exists, waits for a condition or for its turn. */
    INIT,
    /** Given to an executor, or waiting to be given again; no process known to run. */
    PENDING,
    RUNNING,
    /** Being stopped. */
    TERMINATING,
    SUCCEEDED,
    FAILED,
    /** Was scheduled and then stopped. */
    TERMINATED,
    /** Never scheduled, since something before it failed or the run was stopped. */
    CANCELLED,
    /** Not run on purpose: disabled, or its condition is false. */
    SKIPPED;

    /** Whether the node has ended; it never changes again. */
    public boolean isFinal() {
        return switch (this) {
            case INIT, PENDING, RUNNING, TERMINATING -> false;
            case SUCCEEDED, FAILED, TERMINATED, CANCELLED, SKIPPED -> true;
        };
    }

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that {@link #word} names. */
    public static NodeStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
