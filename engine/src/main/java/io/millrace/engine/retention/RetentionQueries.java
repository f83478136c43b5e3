package io.millrace.engine.retention;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what deleting a run depends on: what was committed last. Safe for use by many threads. */
public interface RetentionQueries {

    /** The other runs that took over results of a run, and its unfinished retries. */
    Set<RunId> usersOf(RunId run);

    /** At most {@code limit} runs with ids above {@code after} (0: from the first), oldest first. */
    List<Aged> oldest(long after, int limit);

    /**
     * A run and its times.
     *
     * @param endedAt empty: it has not ended
     */
    record Aged(RunId run, Instant createdAt, Optional<Instant> endedAt) {}

    /** At most {@code limit} runs with ids above {@code after} that ended and were not weighed yet, oldest first. */
    List<RunId> notWeighed(long after, int limit);

    /** At most {@code limit} runs with ids above {@code after} that were weighed and have artifacts, oldest first. */
    List<Weight> withArtifacts(long after, int limit);

    /** Bytes of the artifacts of all runs that were weighed. */
    long artifactBytes();

    /**
     * What a run that has ended left.
     *
     * @param artifactBytes the size of its artifacts on the disk
     */
    record Weight(RunId run, long artifactBytes) {}

    /** Runs whose deletion was decided and is not finished, oldest first. */
    List<RunId> beingDeleted();
}
