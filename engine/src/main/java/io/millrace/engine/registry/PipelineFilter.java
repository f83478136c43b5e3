package io.millrace.engine.registry;

import java.util.Set;

/**
 * Which pipelines a list shows; an empty set does not restrict.
 *
 * @param storages that the newest version was read from
 */
public record PipelineFilter(Set<String> users, Set<String> names, Set<String> storages) {
    public PipelineFilter {
        users = Set.copyOf(users);
        names = Set.copyOf(names);
        storages = Set.copyOf(storages);
    }
}
