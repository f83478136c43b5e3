package io.millrace.store;

import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactType;
import java.util.List;
import java.util.Optional;

/** Reads artifacts from the database file of a home, as {@link SqliteQueries} reads its runs. */
record SqliteArtifacts(ReadPool pool) implements ArtifactQueries {

    @Override
    public Optional<Artifact> artifact(long number) {
        return pool.read(Optional.empty(), session -> ArtifactReads.artifact(session, number));
    }

    @Override
    public List<Artifact> artifacts(ArtifactFilter filter, int limit) {
        return pool.read(List.of(), session -> ArtifactReads.artifacts(session, filter, limit));
    }

    @Override
    public List<Artifact> ofJob(RunId run, int node, ArtifactType type, int limit) {
        return pool.read(List.of(), session -> ArtifactReads.ofJob(session, run, node, type, limit));
    }

    @Override
    public List<Artifact> pending(long after, int limit) {
        return pool.read(List.of(), session -> ArtifactReads.pending(session, after, limit));
    }
}
