package io.millrace.pipeline.plan;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a step asks for; absent: no limit.
 *
 * @param cpu cores, fractions allowed
 * @param memory bytes
 * @param gpu devices
 */
public record Resources(OptionalDouble cpu, OptionalLong memory, OptionalInt gpu) {
    /** No limits. */
    public static final Resources UNLIMITED =
            new Resources(OptionalDouble.empty(), OptionalLong.empty(), OptionalInt.empty());
}
