package io.millrace.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which pipelines a list has. Each method gives a filter that says one thing more. */
public final class PipelineFilter {
    /** All that the user may see, in pages of 50. */
    public static final PipelineFilter ALL = new PipelineFilter(Words.NONE);

    private final Words query;

    private PipelineFilter(Words query) {
        this.query = query;
    }

    /** Only those of these users; for root. */
    public PipelineFilter users(String... names) {
        return new PipelineFilter(query.with("userFilter", List.of(names)));
    }

    /** Only those whose newest version came from one of these storages. */
    public PipelineFilter storages(String... names) {
        return new PipelineFilter(query.with("fsFilter", List.of(names)));
    }

    /** Only those of these names. */
    public PipelineFilter names(String... names) {
        return new PipelineFilter(query.with("nameFilter", List.of(names)));
    }

    /** Pages of another size, from 1 to 1000. */
    public PipelineFilter pageSize(int items) {
        return new PipelineFilter(query.pageSize(items));
    }

    /** Begins behind a page, which {@link Page#marker} names. */
    public PipelineFilter after(String marker) {
        return after(Optional.of(marker));
    }

    PipelineFilter after(Optional<String> marker) {
        return new PipelineFilter(query.after(marker));
    }

    Optional<String> marker() {
        return query.marker();
    }

    Map<String, String> query() {
        return query.map();
    }
}
