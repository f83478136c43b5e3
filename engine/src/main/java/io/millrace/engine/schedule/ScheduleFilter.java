package io.millrace.engine.schedule;

import io.millrace.engine.record.ScheduleId;
import java.util.Set;

/** Which schedules a list shows; an empty set does not restrict. */
public record ScheduleFilter(
        Set<String> users,
        Set<Long> pipelines,
        Set<Long> versions,
        Set<ScheduleId> ids,
        Set<String> names,
        Set<ScheduleStatus> statuses) {
    /** Every schedule. */
    public static final ScheduleFilter ALL =
            new ScheduleFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public ScheduleFilter {
        users = Set.copyOf(users);
        pipelines = Set.copyOf(pipelines);
        versions = Set.copyOf(versions);
        ids = Set.copyOf(ids);
        names = Set.copyOf(names);
        statuses = Set.copyOf(statuses);
    }
}
