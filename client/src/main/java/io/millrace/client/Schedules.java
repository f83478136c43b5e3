package io.millrace.client;

import java.util.stream.Stream;

/** Pipelines that run at the times of a crontab. Safe for use by many threads. */
public final class Schedules {
    private static final String SCHEDULE = "/schedule/";

    private final Wire wire;

    Schedules(Wire wire) {
        this.wire = wire;
    }

    /**
     * Begins a schedule.
     *
     * @return its id
     */
    public String create(NewSchedule schedule) {
        return wire.ask(Request.post("/schedule", schedule.json(wire.times()))).text("scheduleID");
    }

    /** A page of schedules, oldest first. */
    public Page<ScheduleInfo> list(ScheduleFilter filter) {
        return wire.get("/schedule", filter.query()).page("scheduleList", ScheduleInfo::of);
    }

    /** All schedules that a filter lets through, oldest first; pages are asked for as they are needed. */
    public Stream<ScheduleInfo> stream(ScheduleFilter filter) {
        return Page.all(filter.marker(), marker -> list(filter.after(marker)));
    }

    /** A schedule with the first page of its runs. */
    public ScheduleDetail show(String schedule) {
        return show(schedule, RunFilter.ALL);
    }

    /** A schedule with a page of its runs; of the filter, statuses, ids, page size and marker matter. */
    public ScheduleDetail show(String schedule, RunFilter runs) {
        return ScheduleDetail.of(wire.get(SCHEDULE + Request.part(schedule), runs.query()));
    }

    /** Ends a schedule. Its runs go on. */
    public void stop(String schedule) {
        wire.tell(Request.put(SCHEDULE + Request.part(schedule), ""));
    }

    /** Deletes a schedule that has ended. Its runs stay. */
    public void delete(String schedule) {
        wire.tell(Request.delete(SCHEDULE + Request.part(schedule), ""));
    }
}
