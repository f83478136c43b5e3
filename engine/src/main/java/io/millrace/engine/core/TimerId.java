package io.millrace.engine.core;

/** Identity of a timer; setting it again replaces it. */
public record TimerId(AttemptId attempt, Purpose purpose) {
    /** What a timer is for. */
    public enum Purpose {
        /** The wait before the attempt after this one. */
        BACKOFF,
        /** The longest that the attempt may run. */
        TIMEOUT
    }
}
