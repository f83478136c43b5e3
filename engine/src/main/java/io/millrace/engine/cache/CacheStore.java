package io.millrace.engine.cache;

import java.util.List;

/** Writes entries and answers. Durable when a call returns. Safe for use by many threads. */
public interface CacheStore {

    /** Adds an entry; the answer is its number. */
    long add(CacheEntry entry);

    /** Makes an entry unusable. */
    void markStale(long entry, String reason);

    /** Notes answers, and counts their hits. A later answer to the same iteration replaces the earlier one. */
    void record(List<CacheCheck> checks);

    /** Forgets an entry; false when there is none. Records of runs stay as they are. */
    boolean delete(long entry);
}
