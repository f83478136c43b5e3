package io.millrace.client;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which runs a list has. Each method gives a filter that says one thing more. */
public final class RunFilter {
    /** All that the user may see, in pages of 50. */
    public static final RunFilter ALL = new RunFilter(Words.NONE);

    private final Words query;

    private RunFilter(Words query) {
        this.query = query;
    }

    /** Only runs of these users; for root. */
    public RunFilter users(String... names) {
        return new RunFilter(query.with("userFilter", List.of(names)));
    }

    /** Only runs with one of these main storages. */
    public RunFilter storages(String... names) {
        return new RunFilter(query.with("fsFilter", List.of(names)));
    }

    /** Only these runs, by id. */
    public RunFilter runs(String... ids) {
        return new RunFilter(query.with("runFilter", List.of(ids)));
    }

    /** Only runs of these names. */
    public RunFilter names(String... names) {
        return new RunFilter(query.with("nameFilter", List.of(names)));
    }

    /** Only runs in one of these statuses. */
    public RunFilter statuses(RunStatus... statuses) {
        return new RunFilter(query.with(
                "statusFilter", Arrays.stream(statuses).map(RunStatus::word).toList()));
    }

    /** The newest first; a list begins with the oldest otherwise. */
    public RunFilter newestFirst() {
        return new RunFilter(query.with("order", "newest"));
    }

    /** Pages of another size, from 1 to 1000. */
    public RunFilter pageSize(int runs) {
        return new RunFilter(query.pageSize(runs));
    }

    /** Begins behind a page, which {@link Page#marker} names. */
    public RunFilter after(String marker) {
        return after(Optional.of(marker));
    }

    RunFilter after(Optional<String> marker) {
        return new RunFilter(query.after(marker));
    }

    Optional<String> marker() {
        return query.marker();
    }

    Map<String, String> query() {
        return query.map();
    }
}
