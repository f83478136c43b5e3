package io.millrace.engine.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What changes of a schedule over its life.
 *
 * @param next the earliest time that has no run yet; present while the schedule is running
 * @param message what happened last that a person should know; may be empty
 */
public record ScheduleState(ScheduleStatus status, Optional<Instant> next, String message, Instant updatedAt) {
    public ScheduleState {
        if (status.isFinal() == next.isPresent()) {
            throw new IllegalArgumentException("%s with next time %s".formatted(status, next));
        }
    }

    static ScheduleState running(Instant next, String message, Instant now) {
        return new ScheduleState(ScheduleStatus.RUNNING, Optional.of(next), message, now);
    }

    static ScheduleState ended(ScheduleStatus status, String message, Instant now) {
        return new ScheduleState(status, Optional.empty(), message, now);
    }

    /** Whether both say the same, whenever they were written. */
    boolean says(ScheduleState other) {
        return status == other.status && next.equals(other.next) && message.equals(other.message);
    }
}
