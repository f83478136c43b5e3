package io.millrace.engine.retention;

import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.RunFiles.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a retention would delete.
 *
 * @param removals in the order in which they have to be deleted
 * @param held outside of the limits, and kept because others use their results
 * @param keptRuns how many runs stay, unfinished ones too
 */
public record RetentionPlan(List<Removal> removals, List<Held> held, int keptRuns) {
    public RetentionPlan {
        removals = List.copyOf(removals);
        held = List.copyOf(held);
    }

    /** A run that is not to be kept. */
    public record Removal(RunId run, String pipeline, Instant endedAt, Size size) {}

    /** A run that is kept for the sake of others. */
    public record Held(RunId run, Set<RunId> users) {
        public Held {
            users = Set.copyOf(users);
        }
    }
}
