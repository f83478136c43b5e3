package io.millrace.client;

import java.util.Locale;

/** Where a step or DAG is in its life. */
public enum NodeStatus {
    INIT,
    PENDING,
    RUNNING,
    /** It is being stopped. */
    TERMINATING,
    SUCCEEDED,
    FAILED,
    /** Stopped after it had begun. */
    TERMINATED,
    /** Never begun, because something else failed or the run was stopped. */
    CANCELLED,
    /** Its condition was false, or it is disabled. */
    SKIPPED,
    /** A word that this version of the client does not know; {@link NodeInfo#statusWord()} has it. */
    UNKNOWN;

    /** Whether the node will never change again. */
    public boolean isFinal() {
        return switch (this) {
            case SUCCEEDED, FAILED, TERMINATED, CANCELLED, SKIPPED -> true;
            case INIT, PENDING, RUNNING, TERMINATING, UNKNOWN -> false;
        };
    }

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NodeStatus of(String word) {
        for (NodeStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
