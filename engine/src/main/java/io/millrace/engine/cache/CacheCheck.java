package io.millrace.engine.cache;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the cache answered about a step iteration, and why.
 *
 * @param node number of the iteration in the run
 * @param source of the pipeline
 * @param path run-time name of the iteration
 * @param reason for people
 * @param entry the entry that was reused, or else the nearest earlier one
 * @param changes what differs from the nearest earlier entry
 */
public record CacheCheck(
        RunId run,
        int node,
        String source,
        String path,
        Instant at,
        Answer answer,
        String reason,
        String first,
        String second,
        Optional<Long> entry,
        List<Change> changes) {
    /** How a reason ends that names an ingredient which changes every time. */
    public static final String RESTLESS = " changed in each of the last %d runs, so that this step is never reused";

    public CacheCheck {
        changes = List.copyOf(changes);
    }

    /** What became of the question. */
    public enum Answer {
        HIT,
        MISS,
        UNCACHEABLE
    }

    /**
     * An ingredient that differs.
     *
     * @param lines what differs in it, a line each, where that can be told
     */
    public record Change(String name, String before, String after, List<String> lines) {
        public Change {
            lines = List.copyOf(lines);
        }
    }
}
