package io.millrace.engine.schedule;

import io.millrace.engine.core.RunId;
import java.time.Instant;

/** One thing to do for a schedule. */
public sealed interface Decision {
    /** Make the run of a time. */
    record Start(Instant tick) implements Decision {}

    /** Make a run that is skipped from birth, so that the time is seen to have been there. */
    record Skip(Instant tick, String reason) implements Decision {}

    /** Ask a run to end. */
    record Stop(RunId run) implements Decision {}

    /** Go on with the schedule; {@code next} is the earliest time that has no run yet. */
    record Advance(Instant next, String message) implements Decision {}

    /** The time at {@code next} waits until a run has ended. */
    record Wait(Instant next, String message) implements Decision {}

    /** No time is left: the schedule has done its work. */
    record Finish(String message) implements Decision {}
}
