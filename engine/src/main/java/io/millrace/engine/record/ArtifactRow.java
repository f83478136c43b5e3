package io.millrace.engine.record;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An input or output of a job, as it is written down when it becomes known; never changed afterwards. Unique by run, node,
 * type, name and position.
 *
 * @param node number of the step iteration
 * @param position among the paths of one input, which has several when a node before ran several times
 * @param location where the storage is
 * @param path relative to the root of the storage
 * @param at when the job was given to the executor (inputs) or succeeded (outputs)
 * @param origin the run whose job it was, when the step did not run here
 * @param entry the cache entry that was reused
 */
public record ArtifactRow(
        RunId run,
        int node,
        ArtifactType type,
        String name,
        int position,
        String location,
        String path,
        Instant at,
        How how,
        Optional<RunId> origin,
        Optional<Long> entry) {

    /** How a step came to its result. */
    public enum How {
        /** It ran. */
        RAN,
        /** The cache had an earlier result. */
        REUSED,
        /** The run is a retry and took the result over. */
        KEPT;

        /** The name in records. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What {@link #word} names. */
        public static How ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
