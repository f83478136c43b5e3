package io.millrace.engine.artifact;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactType;
import java.util.List;
import java.util.Optional;

/** Reads records of artifacts: what was committed last. Safe for use by many threads. */
public interface ArtifactQueries {

    /** One artifact. */
    Optional<Artifact> artifact(long number);

    /** At most {@code limit} artifacts. */
    List<Artifact> artifacts(ArtifactFilter filter, int limit);

    /** At most {@code limit} inputs or outputs of a step iteration, in their order. */
    List<Artifact> ofJob(RunId run, int node, ArtifactType type, int limit);

    /** At most {@code limit} outputs that nobody has looked at, with numbers above {@code after}, oldest first. */
    List<Artifact> pending(long after, int limit);
}
