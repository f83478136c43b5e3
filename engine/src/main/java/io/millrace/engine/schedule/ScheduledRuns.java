package io.millrace.engine.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.record.NewRun;
import java.time.Instant;

/** Makes the run of a schedule from its pipeline. Called on the thread of the scheduler, once for each turn. */
@FunctionalInterface
public interface ScheduledRuns {
    /**
     * The run as it would be created now, named and described after the schedule.
     *
     * @throws MillraceException when there can be none: the pipeline, a storage or the owner is gone, or it cannot run
     *     here; the message becomes that of a run that failed
     */
    NewRun of(Schedule schedule, Instant now);
}
