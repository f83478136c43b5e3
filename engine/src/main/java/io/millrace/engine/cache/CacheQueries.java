package io.millrace.engine.cache;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads entries and answers: what was committed last. Safe for use by many threads. */
public interface CacheQueries {

    /** Entries that are not stale with these three the same, newest first. */
    List<CacheEntry.Stored> candidates(String first, String storage, String source);

    /**
     * Entries that a step may be compared with, newest first: the newest {@code limit} with this first fingerprint and the
     * newest {@code limit} of this step, whatever became of them.
     */
    List<CacheEntry.Stored> comparable(String first, String storage, String source, String path, int limit);

    /** One entry. */
    Optional<CacheEntry.Stored> entry(long number);

    /** At most {@code limit} entries, in the order of the filter. */
    List<CacheEntry.Stored> entries(CacheFilter filter, int limit);

    /** Numbers of at most {@code limit} entries that are stale or expired, and so can never be reused again. */
    List<Long> useless(Instant now, int limit);

    /** What was answered about an iteration. */
    Optional<CacheCheck> check(RunId run, int node);

    /** The last answers to a step of a source in runs before {@code before}, newest first, at most one a run. */
    List<CacheCheck> checks(String source, String path, RunId before, int limit);

    /** Answers to steps of a run that name an ingredient which changes every time. */
    List<CacheCheck> restless(RunId run);

    /** A step of a source that runs now with both fingerprints the same, as {@code run-000001 train}. */
    Optional<String> leader(String first, String second, String source);

    /** The runs that reused an entry, oldest first. */
    List<RunId> usedBy(long entry);
}
