package io.millrace.pipeline.plan;

import java.util.List;

/** What a node loops over; one iteration an item, all started together. */
public sealed interface LoopArgument {

    /**
     * Items known from the definition.
     *
     * @param literal whether written as a YAML list (false: as JSON text)
     */
    record Known(List<Value> items, boolean literal) implements LoopArgument {
        public Known {
            items = List.copyOf(items);
        }
    }

    /** The value of an own parameter: a list, or JSON text of a list. */
    record FromParameter(String name) implements LoopArgument {}

    /** The content of an own input artifact: JSON text of a list, smaller than 1 MiB. */
    record FromArtifact(String name) implements LoopArgument {}
}
