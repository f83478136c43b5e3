package io.millrace.pipeline.plan;

import java.util.List;

/** Reads loop items that only a run knows. Numbers keep their plain form; objects, booleans and null become text. */
public final class LoopItems {
    private LoopItems() {}

    /**
     * The items of a parameter's value: a list, or JSON text of a list.
     *
     * @throws LoopException when the value is not a list
     */
    public static List<Value> of(Value value) throws LoopException {
        if (value instanceof Value.Items(List<Value> items)) {
            return items;
        }
        throw new LoopException("not a list: " + value.text());
    }

    /** Why something cannot be looped over; the node fails with the message. */
    public static final class LoopException extends Exception {
        public LoopException(String message) {
            super(message);
        }
    }
}
