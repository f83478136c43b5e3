package io.millrace.engine.schedule;

import io.millrace.engine.record.ScheduleId;

/** Sees what goes wrong around schedules. Called on the thread of the scheduler; must return quickly. */
public interface SchedulerObserver {
    /** The store or the engine does not work at the moment; the scheduler tries again. */
    void failing(String message);

    /** A schedule cannot be understood, or met a bug: it has failed, and the others go on. */
    void broken(ScheduleId schedule, RuntimeException cause);
}
