package io.millrace.engine.record;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs a list shows; an empty set or absent value does not restrict.
 *
 * @param before only runs with a smaller number: the key of the next page, newest first
 */
public record RunFilter(
        Set<String> users, Set<String> storages, Set<String> names, Set<RunStatus> statuses, Optional<RunId> before) {
    /** Every run. */
    public static final RunFilter ALL = new RunFilter(Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());

    public RunFilter {
        users = Set.copyOf(users);
        storages = Set.copyOf(storages);
        names = Set.copyOf(names);
        statuses = Set.copyOf(statuses);
    }
}
