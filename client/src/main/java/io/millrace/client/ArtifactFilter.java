package io.millrace.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which artifacts a list has. Each method gives a filter that says one thing more. */
public final class ArtifactFilter {
    /** All that the user may see, in pages of 50. */
    public static final ArtifactFilter ALL = new ArtifactFilter(Words.NONE);

    private final Words query;

    private ArtifactFilter(Words query) {
        this.query = query;
    }

    /** Only those of these users; for root. */
    public ArtifactFilter users(String... names) {
        return new ArtifactFilter(query.with("userFilter", List.of(names)));
    }

    /** Only those in these storages. */
    public ArtifactFilter storages(String... names) {
        return new ArtifactFilter(query.with("fsFilter", List.of(names)));
    }

    /** Only those of these runs. */
    public ArtifactFilter runs(String... ids) {
        return new ArtifactFilter(query.with("runFilter", List.of(ids)));
    }

    /** Only those at these paths of the storage. */
    public ArtifactFilter paths(String... paths) {
        return new ArtifactFilter(query.with("pathFilter", List.of(paths)));
    }

    /** Only what steps read, or only what they wrote. */
    public ArtifactFilter type(ArtifactType type) {
        return new ArtifactFilter(query.with("typeFilter", List.of(type.word())));
    }

    /** Pages of another size, from 1 to 1000. */
    public ArtifactFilter pageSize(int items) {
        return new ArtifactFilter(query.pageSize(items));
    }

    /** Begins behind a page, which {@link Page#marker} names. */
    public ArtifactFilter after(String marker) {
        return after(Optional.of(marker));
    }

    ArtifactFilter after(Optional<String> marker) {
        return new ArtifactFilter(query.after(marker));
    }

    Optional<String> marker() {
        return query.marker();
    }

    Map<String, String> query() {
        return query.map();
    }
}
