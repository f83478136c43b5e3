package io.millrace.pipeline.plan;

/** A condition that cannot be decided for the values at hand; the node fails with the message. */
public final class ConditionException extends Exception {
    public ConditionException(String message) {
        super(message);
    }
}
