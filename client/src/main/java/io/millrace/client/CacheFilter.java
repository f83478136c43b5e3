package io.millrace.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which cache entries a list has. Each method gives a filter that says one thing more. */
public final class CacheFilter {
    /** All that the user may see, in pages of 50. */
    public static final CacheFilter ALL = new CacheFilter(Words.NONE);

    private final Words query;

    private CacheFilter(Words query) {
        this.query = query;
    }

    /** Only those of these users; for root. */
    public CacheFilter users(String... names) {
        return new CacheFilter(query.with("userFilter", List.of(names)));
    }

    /** Only those of these storages. */
    public CacheFilter storages(String... names) {
        return new CacheFilter(query.with("fsFilter", List.of(names)));
    }

    /** Only results of these runs. */
    public CacheFilter runs(String... ids) {
        return new CacheFilter(query.with("runFilter", List.of(ids)));
    }

    /** Pages of another size, from 1 to 1000. */
    public CacheFilter pageSize(int items) {
        return new CacheFilter(query.pageSize(items));
    }

    /** Begins behind a page, which {@link Page#marker} names. */
    public CacheFilter after(String marker) {
        return after(Optional.of(marker));
    }

    CacheFilter after(Optional<String> marker) {
        return new CacheFilter(query.after(marker));
    }

    Optional<String> marker() {
        return query.marker();
    }

    Map<String, String> query() {
        return query.map();
    }
}
