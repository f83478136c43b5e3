package io.millrace.server.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.ScheduledRuns;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import io.millrace.server.pipeline.PipelineIds;
import io.millrace.server.run.RunCreation;
import java.time.Instant;

/** Makes the runs of schedules as if their owners asked for them. */
public record PipelineRuns(RunCreation creation) implements ScheduledRuns {

    @Override
    public NewRun of(Schedule schedule, Instant now) {
        NewSchedule made = schedule.made();
        try {
            return creation.prepare(
                    new Caller(made.user()),
                    made.storageUser(),
                    PipelineIds.text(made.pipeline()),
                    String.valueOf(made.version()),
                    made.name(),
                    made.description());
        } catch (ApiException e) {
            throw new MillraceException(Code.NOT_RUNNABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
