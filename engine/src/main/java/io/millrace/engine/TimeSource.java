package io.millrace.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where the engine gets the time from. Safe for use by many threads. */
@FunctionalInterface
public interface TimeSource {
    /** The clock of this machine, in whole milliseconds: what is stored equals what was seen. */
    TimeSource SYSTEM = () -> Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Now, in whole milliseconds. */
    Instant now();
}
