package io.millrace.store;

import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the cache from the database file of a home, as {@link SqliteQueries} reads its runs. */
record SqliteCache(ReadPool pool) implements CacheQueries {

    @Override
    public List<CacheEntry.Stored> candidates(String first, String storage, String source) {
        return pool.read(List.of(), session -> CacheReads.candidates(session, first, storage, source));
    }

    @Override
    public List<CacheEntry.Stored> comparable(String first, String storage, String source, String path, int limit) {
        return pool.read(List.of(), session -> CacheReads.comparable(session, first, storage, source, path, limit));
    }

    @Override
    public Optional<CacheEntry.Stored> entry(long number) {
        return pool.read(Optional.empty(), session -> CacheReads.entry(session, number));
    }

    @Override
    public List<CacheEntry.Stored> entries(CacheFilter filter, int limit) {
        return pool.read(List.of(), session -> CacheReads.entries(session, filter, limit));
    }

    @Override
    public List<Long> useless(Instant now, int limit) {
        return pool.read(List.of(), session -> CacheReads.useless(session, now, limit));
    }

    @Override
    public Optional<CacheCheck> check(RunId run, int node) {
        return pool.read(Optional.empty(), session -> CacheReads.check(session, run, node));
    }

    @Override
    public List<CacheCheck> checks(String source, String path, RunId before, int limit) {
        return pool.read(List.of(), session -> CacheReads.checks(session, source, path, before, limit));
    }

    @Override
    public List<CacheCheck> restless(RunId run) {
        return pool.read(List.of(), session -> CacheReads.restless(session, run));
    }

    @Override
    public Optional<String> leader(String first, String second, String source) {
        return pool.read(Optional.empty(), session -> CacheReads.leader(session, first, second, source));
    }

    @Override
    public List<RunId> usedBy(long entry) {
        return pool.read(List.of(), session -> CacheReads.usedBy(session, entry));
    }
}
