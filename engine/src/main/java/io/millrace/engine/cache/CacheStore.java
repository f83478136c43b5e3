package io.millrace.engine.cache;

import java.util.List;

/** Writes entries and answers. Durable when a call returns, but for {@link #recordSoon}. Safe for use by many threads. */
public interface CacheStore {

    /** Adds an entry; the answer is its number. */
    long add(CacheEntry entry);

    /** Makes an entry unusable. */
    void markStale(long entry, String reason);

    /** Notes answers, and counts their hits. A later answer to the same iteration replaces the earlier one. */
    void record(List<CacheCheck> checks);

    /**
     * Notes an answer together with whatever is written next, so that it costs no wait for the disk of its own. The
     * engine writes what an answer led to after it was noted here: what a crash takes away is an explanation of something
     * that did not happen. Never waits; what cannot be written is left out, since it explains and decides nothing.
     */
    void recordSoon(CacheCheck check);

    /** Forgets an entry; false when there is none. Records of runs stay as they are. */
    boolean delete(long entry);
}
