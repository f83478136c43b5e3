package io.millrace.engine.schedule;

import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NewRun;
import java.util.List;

/** What one look at a schedule leads to. */
public record ScheduleTurn(Schedule before, List<TickRun> runs, ScheduleState after) {
    public ScheduleTurn {
        runs = List.copyOf(runs);
    }

    /**
     * A run of a time of the schedule.
     *
     * @param run with its time
     * @param status {@code initiating}, or a final one for a run that never begins
     * @param message why it never begins; may be empty
     */
    public record TickRun(NewRun run, RunStatus status, String message) {
        public TickRun {
            if (run.tick().isEmpty()) {
                throw new IllegalArgumentException("a run of a schedule without its time: " + run.name());
            }
        }
    }

    boolean changesNothing() {
        return runs.isEmpty() && after.says(before.state());
    }
}
