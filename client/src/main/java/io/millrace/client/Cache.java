package io.millrace.client;

import java.util.stream.Stream;

/** Results that can be reused. Safe for use by many threads. */
public final class Cache {
    private static final String CACHE = "/runCache/";

    private final Wire wire;

    Cache(Wire wire) {
        this.wire = wire;
    }

    /** A page of entries, oldest first. */
    public Page<CacheEntry> list(CacheFilter filter) {
        return wire.get("/runCache", filter.query()).page("runCacheList", CacheEntry::of);
    }

    /** All entries that a filter lets through, oldest first; pages are asked for as they are needed. */
    public Stream<CacheEntry> stream(CacheFilter filter) {
        return Page.all(filter.marker(), marker -> list(filter.after(marker)));
    }

    /** One entry. */
    public CacheEntry show(String entry) {
        return CacheEntry.of(wire.get(CACHE + Request.part(entry)));
    }

    /** Forgets an entry: its result is not reused any more. The artifacts stay. */
    public void delete(String entry) {
        wire.tell(Request.delete(CACHE + Request.part(entry), ""));
    }
}
