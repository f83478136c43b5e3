package io.millrace.engine.cache;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries a list shows, and in which order; an empty set or absent value does not restrict.
 *
 * @param location of the main storage
 * @param storages names that the runs which made the entries have for it
 * @param path run-time name of the step
 * @param createdBefore only entries older than this
 * @param after only entries that come after this one in the order: the key of the page before
 */
public record CacheFilter(
        Set<String> users,
        Optional<String> location,
        Set<String> storages,
        Set<RunId> runs,
        Optional<String> pipeline,
        Optional<String> path,
        Optional<Instant> createdBefore,
        Order order,
        Optional<Long> after) {
    /** Every entry, newest first. */
    public static final CacheFilter ALL = new CacheFilter(
            Set.of(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Order.NEWEST_FIRST,
            Optional.empty());

    /** Orders of lists; entries are as old as their numbers. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    public CacheFilter {
        users = Set.copyOf(users);
        storages = Set.copyOf(storages);
        runs = Set.copyOf(runs);
    }

    /** Only entries of these users. */
    public CacheFilter withUsers(Set<String> others) {
        return new CacheFilter(others, location, storages, runs, pipeline, path, createdBefore, order, after);
    }

    /** Only entries with a main storage at this place. */
    public CacheFilter withLocation(Optional<String> other) {
        return new CacheFilter(users, other, storages, runs, pipeline, path, createdBefore, order, after);
    }

    /** Only entries with a main storage of one of these names. */
    public CacheFilter withStorages(Set<String> others) {
        return new CacheFilter(users, location, others, runs, pipeline, path, createdBefore, order, after);
    }

    /** Only entries that these runs made. */
    public CacheFilter withRuns(Set<RunId> others) {
        return new CacheFilter(users, location, storages, others, pipeline, path, createdBefore, order, after);
    }

    /** Only entries of a pipeline of this name. */
    public CacheFilter withPipeline(Optional<String> other) {
        return new CacheFilter(users, location, storages, runs, other, path, createdBefore, order, after);
    }

    /** Only entries of a step. */
    public CacheFilter withPath(Optional<String> other) {
        return new CacheFilter(users, location, storages, runs, pipeline, other, createdBefore, order, after);
    }

    /** Only entries that are older. */
    public CacheFilter withCreatedBefore(Optional<Instant> other) {
        return new CacheFilter(users, location, storages, runs, pipeline, path, other, order, after);
    }

    /** In another order. */
    public CacheFilter in(Order other) {
        return new CacheFilter(users, location, storages, runs, pipeline, path, createdBefore, other, after);
    }

    /** Only what comes after an entry. */
    public CacheFilter after(long entry) {
        return new CacheFilter(
                users, location, storages, runs, pipeline, path, createdBefore, order, Optional.of(entry));
    }
}
