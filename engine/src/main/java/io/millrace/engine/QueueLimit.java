package io.millrace.engine;

import io.millrace.pipeline.plan.Resources;
import java.util.OptionalInt;

/**
 * How much may run in a queue at a time.
 *
 * @param steps attempts; absent: any number
 * @param resources of all its attempts together; what is absent is not limited
 */
public record QueueLimit(OptionalInt steps, Resources resources) {
    /** No limit. */
    public static final QueueLimit NONE = new QueueLimit(OptionalInt.empty(), Resources.UNLIMITED);
}
