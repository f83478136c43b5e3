package io.millrace.client;

/**
 * A schedule with a page of its runs.
 *
 * @param runs oldest first
 */
public record ScheduleDetail(ScheduleInfo schedule, Page<RunInfo> runs) {
    static ScheduleDetail of(Fields answer) {
        return new ScheduleDetail(ScheduleInfo.of(answer), answer.object("runs").page("runList", RunInfo::of));
    }
}
