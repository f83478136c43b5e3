package io.millrace.pipeline.condition;

/** A text that is not a condition. */
public final class ConditionSyntaxException extends Exception {
    private final int from;
    private final int to;

    ConditionSyntaxException(String message, int from, int to) {
        super(message);
        this.from = from;
        this.to = to;
    }

    /** Index in the text of the first character that does not fit. */
    public int from() {
        return from;
    }

    /** Index after the last one. */
    public int to() {
        return to;
    }
}
