package io.millrace.store;

import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.schedule.ActiveRun;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.ScheduleFilter;
import io.millrace.engine.schedule.ScheduleQueries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads schedules from the database file of a home, as {@link SqliteQueries} reads its runs. */
record SqliteSchedules(ReadPool pool) implements ScheduleQueries {

    @Override
    public Optional<Schedule> schedule(ScheduleId id) {
        return pool.read(Optional.empty(), session -> ScheduleReads.schedule(session, id));
    }

    @Override
    public List<Schedule> schedules(ScheduleFilter filter, long after, int limit) {
        return pool.read(List.of(), session -> ScheduleReads.schedules(session, filter, after, limit));
    }

    @Override
    public List<Schedule> due(Instant horizon, long after, int limit) {
        return pool.read(List.of(), session -> ScheduleReads.due(session, horizon, after, limit));
    }

    @Override
    public Optional<Instant> nextTime() {
        return pool.read(Optional.empty(), ScheduleReads::nextTime);
    }

    @Override
    public List<ActiveRun> activeRuns(ScheduleId id) {
        return pool.read(List.of(), session -> ScheduleReads.activeRuns(session, id));
    }

    @Override
    public boolean isInUse(long pipeline, OptionalLong version) {
        return pool.read(false, session -> ScheduleReads.isInUse(session, pipeline, version));
    }
}
