package io.millrace.engine.registry;

import java.time.Instant;
import java.util.List;

/**
 * A registered pipeline: a name under which its versions are kept.
 *
 * @param number never given twice
 * @param name unique among those of the user
 */
public record Pipeline(
        long number, String name, String description, String user, Instant createdAt, Instant updatedAt) {

    /**
     * One version of it, which never changes.
     *
     * @param version counted from 1, never given twice
     * @param source what it was made of
     */
    public record Version(long pipeline, long version, Source source, String user, Instant createdAt) {}

    /**
     * What a version is made of.
     *
     * @param storage the storage that the text was read from; empty: none
     * @param path where it was there; empty: nowhere
     * @param text the pipeline as it was written
     * @param md5 of the text
     * @param storages names of all storages that its steps need
     */
    public record Source(String storage, String path, String text, String md5, List<String> storages) {
        public Source {
            storages = List.copyOf(storages);
        }
    }

    /** A pipeline with the newest of its versions. */
    public record Latest(Pipeline pipeline, Version version) {}
}
