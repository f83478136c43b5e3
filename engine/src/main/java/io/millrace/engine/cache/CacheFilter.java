package io.millrace.engine.cache;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a list of entries is narrowed to; what is empty narrows nothing.
 *
 * @param storage location of the main storage
 * @param path run-time name of the step
 * @param createdBefore only entries older than this
 */
public record CacheFilter(
        Optional<String> user,
        Optional<String> storage,
        Optional<RunId> run,
        Optional<String> pipeline,
        Optional<String> path,
        Optional<Instant> createdBefore) {
    /** Every entry. */
    public static final CacheFilter ALL = new CacheFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Only entries that a run made. */
    public CacheFilter withRun(RunId other) {
        return new CacheFilter(user, storage, Optional.of(other), pipeline, path, createdBefore);
    }
}
