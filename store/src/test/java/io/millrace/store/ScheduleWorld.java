package io.millrace.store;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.RunControl;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.ScheduleOptions;
import io.millrace.engine.schedule.Scheduler;
import io.millrace.engine.schedule.SchedulerObserver;
import io.millrace.engine.schedule.Schedules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A scheduler on a real store, with a clock that stands still until it is set, and runs that end when they are told to. */
final class ScheduleWorld implements AutoCloseable, RunControl, SchedulerObserver {
    private final Path database;
    private final ZoneId zone;
    private final List<String> troubles = new ArrayList<>();
    private final List<RunId> begun = new ArrayList<>();
    private Instant now;
    private SqliteStore store;
    private Scheduler scheduler;
    private Optional<String> pipelineTrouble = Optional.empty();

    ScheduleWorld(Path database, ZoneId zone, Instant now) {
        this.database = database;
        this.zone = zone;
        this.now = now;
        this.store = SqliteStore.open(database);
        this.scheduler = scheduler();
    }

    private Scheduler scheduler() {
        return new Scheduler(new Scheduler.Ports(store, store.schedules(), this::run, this, () -> now, zone, this));
    }

    /** As after a crash or a stop of the server: nothing but the file is left. */
    void restart() {
        store.close();
        store = SqliteStore.open(database);
        scheduler = scheduler();
    }

    SqliteStore store() {
        return store;
    }

    Schedules schedules() {
        return new Schedules(store, store.schedules(), () -> now, zone);
    }

    ScheduleId create(String name, String crontab, ScheduleOptions options) {
        return create(name, crontab, options, Optional.empty());
    }

    ScheduleId create(String name, String crontab, ScheduleOptions options, Optional<Instant> end) {
        return schedules()
                .create(new NewSchedule(
                        name, "a description", "ann", "ann", 1, 2, crontab, Optional.empty(), end, options, now));
    }

    Schedule schedule(ScheduleId id) {
        return store.schedules().schedule(id).orElseThrow();
    }

    Instant now() {
        return now;
    }

    void set(Instant time) {
        now = time;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Looks until nothing is left to do at this moment. */
    void look() {
        boolean more = scheduler.look();
        while (more) {
            more = scheduler.look();
        }
    }

    /** All runs, oldest first. */
    List<RunSummary> runs() {
        return store.queries().runs(RunFilter.ALL, 100_000).reversed();
    }

    List<RunSummary> active() {
        return runs().stream().filter(run -> !run.status().isFinal()).toList();
    }

    List<Instant> times(ScheduleId id, RunStatus... statuses) {
        return runs().stream()
                .filter(run -> Set.of(statuses).contains(run.status()))
                .flatMap(run -> run.tick().stream())
                .filter(tick -> tick.schedule().equals(id))
                .map(tick -> tick.at())
                .toList();
    }

    void finish(RunId run, RunStatus status) {
        change(run, status);
    }

    private void change(RunId run, RunStatus status) {
        Optional<Instant> ended = status.isFinal() ? Optional.of(now) : Optional.empty();
        store.commit(Rows.runs(new RunRow(run, status, "", Optional.of(now), ended, now)));
    }

    private NewRun run(Schedule schedule, Instant time) {
        pipelineTrouble.ifPresent(trouble -> {
            throw new MillraceException(Code.NOT_RUNNABLE, trouble);
        });
        NewSchedule made = schedule.made();
        return new NewRun(
                made.name(),
                made.user(),
                "main",
                made.description(),
                "ppl-000001-2",
                "name: x",
                "{}",
                Optional.empty(),
                time);
    }

    void breakPipelines(String trouble) {
        pipelineTrouble = Optional.of(trouble);
    }

    @Override
    public void begin(RunId run) {
        begun.add(run);
    }

    /** Runs that the engine was told of. */
    List<RunId> begun() {
        return begun;
    }

    @Override
    public void stop(RunId run) {
        change(run, RunStatus.TERMINATING);
    }

    @Override
    public void failing(String message) {
        troubles.add(message);
    }

    @Override
    public void broken(ScheduleId schedule, RuntimeException cause) {
        troubles.add(schedule + ": " + cause.getMessage());
    }

    List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {
        store.close();
    }
}
