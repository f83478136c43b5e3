package io.millrace.engine.record;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs a list shows, and in which order; an empty set or absent value does not restrict.
 *
 * @param after only runs that come after this one in the order: the key of the page before
 */
public record RunFilter(
        Set<RunId> runs,
        Set<String> users,
        Set<String> storages,
        Set<String> names,
        Set<RunStatus> statuses,
        Set<ScheduleId> schedules,
        Order order,
        Optional<RunId> after) {
    /** Every run, newest first. */
    public static final RunFilter ALL = new RunFilter(
            Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Order.NEWEST_FIRST, Optional.empty());

    /** Orders of lists; runs are as old as their numbers. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    public RunFilter {
        runs = Set.copyOf(runs);
        users = Set.copyOf(users);
        storages = Set.copyOf(storages);
        names = Set.copyOf(names);
        statuses = Set.copyOf(statuses);
        schedules = Set.copyOf(schedules);
    }

    /** Only these runs. */
    public RunFilter withRuns(Set<RunId> others) {
        return new RunFilter(others, users, storages, names, statuses, schedules, order, after);
    }

    /** Only runs of these users. */
    public RunFilter withUsers(Set<String> others) {
        return new RunFilter(runs, others, storages, names, statuses, schedules, order, after);
    }

    /** Only runs with these main storages. */
    public RunFilter withStorages(Set<String> others) {
        return new RunFilter(runs, users, others, names, statuses, schedules, order, after);
    }

    /** Only runs of pipelines with these names. */
    public RunFilter withNames(Set<String> others) {
        return new RunFilter(runs, users, storages, others, statuses, schedules, order, after);
    }

    /** Only runs in these states. */
    public RunFilter withStatuses(Set<RunStatus> others) {
        return new RunFilter(runs, users, storages, names, others, schedules, order, after);
    }

    /** Only runs that these schedules made. */
    public RunFilter withSchedules(Set<ScheduleId> others) {
        return new RunFilter(runs, users, storages, names, statuses, others, order, after);
    }

    /** In another order. */
    public RunFilter in(Order other) {
        return new RunFilter(runs, users, storages, names, statuses, schedules, other, after);
    }

    /** Only what comes after a run. */
    public RunFilter after(RunId run) {
        return new RunFilter(runs, users, storages, names, statuses, schedules, order, Optional.of(run));
    }
}
