package io.millrace.engine.schedule;

import io.millrace.engine.record.ScheduleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is stored of schedules, as it was committed last. Safe for use by many threads. */
public interface ScheduleQueries {

    /** One schedule. */
    Optional<Schedule> schedule(ScheduleId id);

    /** At most {@code limit} schedules with numbers above {@code after} (0: from the first), in the order of numbers. */
    List<Schedule> schedules(ScheduleFilter filter, long after, int limit);

    /**
     * At most {@code limit} running schedules whose next time is not after {@code horizon}, with numbers above {@code
     * after}, in the order of numbers.
     */
    List<Schedule> due(Instant horizon, long after, int limit);

    /** The earliest next time of any running schedule. */
    Optional<Instant> nextTime();

    /** The runs of a schedule that have not ended, oldest first. */
    List<ActiveRun> activeRuns(ScheduleId id);

    /** Whether a running schedule uses a pipeline, or just one version of it. */
    boolean isInUse(long pipeline, OptionalLong version);
}
