package io.millrace.engine.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ScheduleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The write side of schedules. Everything is durable when a call returns, and nothing of it is after a {@link
 * StoreException}. Safe for use by many threads.
 */
public interface ScheduleStore {

    /**
     * Adds a running schedule and gives it its number.
     *
     * @throws MillraceException {@link Code#SCHEDULE_NAME_TAKEN} when its owner has one of that name
     */
    ScheduleId create(NewSchedule made, Instant next);

    /**
     * Writes a turn in one transaction: its runs, a row for each of its times, and the new state.
     *
     * @return the runs in the order of the turn; empty when the schedule is not any more as the turn found it, and then
     *     nothing is written
     */
    Optional<List<RunId>> write(ScheduleTurn turn);

    /**
     * Ends a running schedule.
     *
     * @return whether it was running
     */
    boolean end(ScheduleId id, ScheduleStatus status, String message, Instant now);

    /**
     * Forgets a schedule that is final; its runs stay.
     *
     * @return whether there was one
     */
    boolean delete(ScheduleId id);
}
