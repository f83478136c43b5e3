package io.millrace.engine.core;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An earlier result that stands for a step iteration.
 *
 * @param entry number of the cache entry
 * @param run the run that made it
 * @param path run-time name of the step there
 * @param jobId the job that made it
 * @param status succeeded or failed
 * @param outputs paths of its output artifacts in the main storage, by name
 */
public record CachedResult(
        long entry,
        RunId run,
        String path,
        String jobId,
        NodeStatus status,
        Map<String, String> outputs,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {
    public CachedResult {
        outputs = Map.copyOf(outputs);
    }
}
