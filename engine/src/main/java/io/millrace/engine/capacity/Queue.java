package io.millrace.engine.capacity;

import io.millrace.engine.QueueLimit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A named limit on what runs at a time.
 *
 * @param number never given twice
 * @param steps how many steps; 0: any number
 * @param most resources of all its steps together
 * @param least kept for clients that ask
 * @param location kept for clients that ask
 * @param policies kept for clients that ask
 */
public record Queue(
        long number,
        String name,
        String namespace,
        String cluster,
        String quotaType,
        int steps,
        Amounts most,
        Amounts least,
        Map<String, String> location,
        List<String> policies,
        Instant createdAt,
        Instant updatedAt) {
    /** The queue of steps that name none. Everybody may use it. */
    public static final String DEFAULT = "default-queue";

    public Queue {
        location = Map.copyOf(location);
        policies = List.copyOf(policies);
    }

    /** What it allows. */
    public QueueLimit limit() {
        return new QueueLimit(steps == 0 ? OptionalInt.empty() : OptionalInt.of(steps), most.resources());
    }
}
