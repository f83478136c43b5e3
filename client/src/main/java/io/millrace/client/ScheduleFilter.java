package io.millrace.client;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which schedules a list has. Each method gives a filter that says one thing more. */
public final class ScheduleFilter {
    /** All that the user may see, in pages of 50. */
    public static final ScheduleFilter ALL = new ScheduleFilter(Words.NONE);

    private final Words query;

    private ScheduleFilter(Words query) {
        this.query = query;
    }

    /** Only those of these users; for root. */
    public ScheduleFilter users(String... names) {
        return new ScheduleFilter(query.with("userFilter", List.of(names)));
    }

    /** Only those of these pipelines. */
    public ScheduleFilter pipelines(String... ids) {
        return new ScheduleFilter(query.with("pplFilter", List.of(ids)));
    }

    /** Only those of these versions. */
    public ScheduleFilter versions(String... versions) {
        return new ScheduleFilter(query.with("pplVersionFilter", List.of(versions)));
    }

    /** Only these, by id. */
    public ScheduleFilter schedules(String... ids) {
        return new ScheduleFilter(query.with("scheduleFilter", List.of(ids)));
    }

    /** Only those of these names. */
    public ScheduleFilter names(String... names) {
        return new ScheduleFilter(query.with("nameFilter", List.of(names)));
    }

    /** Only those in one of these statuses. */
    public ScheduleFilter statuses(ScheduleStatus... statuses) {
        return new ScheduleFilter(query.with(
                "statusFilter",
                Arrays.stream(statuses).map(ScheduleStatus::word).toList()));
    }

    /** Pages of another size, from 1 to 1000. */
    public ScheduleFilter pageSize(int items) {
        return new ScheduleFilter(query.pageSize(items));
    }

    /** Begins behind a page, which {@link Page#marker} names. */
    public ScheduleFilter after(String marker) {
        return after(Optional.of(marker));
    }

    ScheduleFilter after(Optional<String> marker) {
        return new ScheduleFilter(query.after(marker));
    }

    Optional<String> marker() {
        return query.marker();
    }

    Map<String, String> query() {
        return query.map();
    }
}
