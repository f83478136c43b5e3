package io.millrace.engine.cache;

import io.millrace.engine.core.RunId;
import java.util.List;
import java.util.Optional;

/** Reads entries and answers: what was committed last. Safe for use by many threads. */
public interface CacheQueries {

    /** Entries that are not stale with these three the same, newest first. */
    List<CacheEntry.Stored> candidates(String first, String storage, String source);

    /** The newest entry of a step, whatever its fingerprints. */
    Optional<CacheEntry.Stored> nearest(String storage, String source, String path);

    /** One entry. */
    Optional<CacheEntry.Stored> entry(long number);

    /** At most {@code limit} entries, in the order of the filter. */
    List<CacheEntry.Stored> entries(CacheFilter filter, int limit);

    /** What was answered about an iteration. */
    Optional<CacheCheck> check(RunId run, int node);

    /** The last answers to a step of a source in runs before {@code before}, newest first, at most one a run. */
    List<CacheCheck> checks(String source, String path, RunId before, int limit);

    /** A step that runs now with both fingerprints the same, as {@code run-000001 train}. */
    Optional<String> leader(String first, String second);

    /** The runs that reused an entry, oldest first. */
    List<RunId> usedBy(long entry);
}
