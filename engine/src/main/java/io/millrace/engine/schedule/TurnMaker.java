package io.millrace.engine.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRequestJson;
import io.millrace.engine.record.ScheduleTick;
import io.millrace.engine.schedule.ScheduleTurn.TickRun;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.request.CompileRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what is to be written from what was decided. */
record TurnMaker(ScheduledRuns pipelines) {

    /** A run that can be made, or why none can. */
    private record Prepared(NewRun run, Optional<String> trouble) {}

    ScheduleTurn of(Schedule schedule, List<Decision> decisions, Instant now) {
        List<TickRun> runs = new ArrayList<>();
        ScheduleState after = schedule.state();
        Optional<Prepared> prepared = Optional.empty();
        for (Decision decision : decisions) {
            switch (decision) {
                case Decision.Start(Instant tick) -> {
                    prepared = prepared.or(() -> Optional.of(prepare(schedule, now)));
                    runs.add(started(schedule, prepared.orElseThrow(), tick));
                }
                case Decision.Skip(Instant tick, String reason) -> {
                    prepared = prepared.or(() -> Optional.of(prepare(schedule, now)));
                    runs.add(new TickRun(at(schedule, prepared.orElseThrow(), tick), RunStatus.SKIPPED, reason));
                }
                case Decision.Advance(Instant next, String message) ->
                    after = ScheduleState.running(next, message, now);
                case Decision.Wait(Instant next, String message) -> after = ScheduleState.running(next, message, now);
                case Decision.Finish(String message) ->
                    after = ScheduleState.ended(ScheduleStatus.SUCCESS, message, now);
                case Decision.Stop stop -> {
                    // an effect, for after the turn is written
                }
            }
        }
        return new ScheduleTurn(schedule, runs, after);
    }

    private static TickRun started(Schedule schedule, Prepared prepared, Instant tick) {
        return new TickRun(
                at(schedule, prepared, tick),
                prepared.trouble().isPresent() ? RunStatus.FAILED : RunStatus.INITIATING,
                prepared.trouble().orElse(""));
    }

    private static NewRun at(Schedule schedule, Prepared prepared, Instant tick) {
        return prepared.run().at(new ScheduleTick(schedule.id(), tick));
    }

    private Prepared prepare(Schedule schedule, Instant now) {
        try {
            return new Prepared(pipelines.of(schedule, now), Optional.empty());
        } catch (MillraceException e) {
            return new Prepared(nothing(schedule, now), Optional.of("cannot be run: " + e.getMessage()));
        }
    }

    /** A run without a pipeline, for the record. */
    private static NewRun nothing(Schedule schedule, Instant now) {
        NewSchedule made = schedule.made();
        RunRequest request = new RunRequest(made.user(), Map.of(), false, CacheStrategy.CONTENT, CompileRequest.PLAIN);
        return new NewRun(
                made.name(),
                made.user(),
                "",
                made.description(),
                "ppl-%06d-%d".formatted(made.pipeline(), made.version()),
                "",
                RunRequestJson.write(request),
                Optional.empty(),
                now);
    }
}
