package io.millrace.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which versions of a pipeline a list has. Each method gives a filter that says one thing more. */
public final class VersionFilter {
    /** All that the user may see, in pages of 50. */
    public static final VersionFilter ALL = new VersionFilter(Words.NONE);

    private final Words query;

    private VersionFilter(Words query) {
        this.query = query;
    }

    /** Only those that came from one of these storages. */
    public VersionFilter storages(String... names) {
        return new VersionFilter(query.with("fsFilter", List.of(names)));
    }

    /** Pages of another size, from 1 to 1000. */
    public VersionFilter pageSize(int items) {
        return new VersionFilter(query.pageSize(items));
    }

    /** Begins behind a page, which {@link Page#marker} names. */
    public VersionFilter after(String marker) {
        return after(Optional.of(marker));
    }

    VersionFilter after(Optional<String> marker) {
        return new VersionFilter(query.after(marker));
    }

    Optional<String> marker() {
        return query.marker();
    }

    Map<String, String> query() {
        return query.map();
    }
}
