package io.millrace.engine.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A schedule that was accepted; nothing of it ever changes.
 *
 * @param user who owns it, and its runs
 * @param storageUser whose storages the runs use: the owner's, unless root asked for another's
 * @param pipeline number of the pipeline
 * @param version number of its version
 * @param crontab as the user wrote it
 * @param start no run before it; absent: from its creation
 * @param end no run after it; absent: never ends by itself
 */
public record NewSchedule(
        String name,
        String description,
        String user,
        String storageUser,
        long pipeline,
        long version,
        String crontab,
        Optional<Instant> start,
        Optional<Instant> end,
        ScheduleOptions options,
        Instant createdAt) {

    /** From where intervals are counted: a whole second. */
    public Instant anchor() {
        return start.orElse(createdAt).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The latest moment whose times may have runs by {@code now}. */
    Instant horizon(Instant now) {
        return end.filter(last -> last.isBefore(now)).orElse(now);
    }
}
