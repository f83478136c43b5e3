package io.millrace.engine.registry;

import io.millrace.engine.StoreException;
import io.millrace.engine.registry.Pipeline.Latest;
import io.millrace.engine.registry.Pipeline.Source;
import io.millrace.engine.registry.Pipeline.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pipelines that users registered. Writes are durable when a call returns; every method throws {@link StoreException}
 * when the store cannot be used. Safe for use by many threads.
 */
public interface PipelineRegistry {
    /** Texts that a page of a list holds together, in characters; a page with longer ones is shorter. */
    int LONGEST_PAGE = 8 << 20;

    /**
     * Registers a pipeline with its first version.
     *
     * @return empty when the user has one of that name already
     */
    Optional<Latest> create(String name, String description, String user, Source source, Instant at);

    /**
     * Adds a version.
     *
     * @param description replaces the one of the pipeline
     * @return empty when there is no such pipeline
     */
    Optional<Version> addVersion(long pipeline, String description, String user, Source source, Instant at);

    /** The pipeline with a number. */
    Optional<Pipeline> pipeline(long pipeline);

    /** A version of a pipeline. */
    Optional<Version> version(long pipeline, long version);

    /** The newest version of a pipeline. */
    Optional<Version> latest(long pipeline);

    /** Whether a user has a version, of any pipeline, with that text from that storage. */
    boolean holds(String user, String storage, String md5);

    /**
     * Pipelines with numbers above {@code after}, oldest first. Stops early, with the row that makes it too long, when
     * the texts together exceed {@link #LONGEST_PAGE}.
     */
    List<Latest> pipelines(PipelineFilter filter, long after, int limit);

    /**
     * Versions with numbers above {@code after}, oldest first, as long as {@link #pipelines} are.
     *
     * @param storages only those that were read from these; empty: all
     */
    List<Version> versions(long pipeline, Set<String> storages, long after, int limit);

    /** Forgets a pipeline with its versions, unless a running schedule uses one. */
    Deletion delete(long pipeline);

    /** Forgets a version, unless it is the last one or a running schedule uses it. */
    Deletion delete(long pipeline, long version);
}
