package io.millrace.engine.retention;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is kept; what is outside of any limit is not.
 *
 * @param age runs that ended since then; empty: of any age
 * @param runs the newest that have ended; empty: any number
 * @param artifactBytes of the artifacts of all runs together; empty: any size
 */
public record RetentionLimits(Optional<Duration> age, OptionalInt runs, OptionalLong artifactBytes) {
    public RetentionLimits {
        if (age.filter(Duration::isNegative).isPresent() || runs.orElse(0) < 0 || artifactBytes.orElse(0) < 0) {
            throw new IllegalArgumentException("negative limit");
        }
    }
}
