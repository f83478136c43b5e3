package io.millrace.engine.core;

import io.millrace.pipeline.plan.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A result that a retry takes over from an earlier run.
 *
 * @param path run-time name of the node iteration, the same in both runs
 * @param nodePath run-time name of the node's first iteration
 * @param status succeeded or skipped; running: a DAG that was entered and did not end well, whose items stand
 * @param origin the run whose processes made it; older than the retried run when that was a retry itself
 * @param jobId the job that made it; empty when there was none
 * @param outputs storage-relative paths of its output artifacts
 * @param items the loop items of its node, when the node loops
 */
public record Kept(
        String path,
        String nodePath,
        NodeStatus status,
        RunId origin,
        String jobId,
        Map<String, String> outputs,
        Optional<List<Value>> items,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {
    /** Whether the node's result stands, rather than only its items. */
    public boolean isResult() {
        return status.isFinal();
    }

    public Kept {
        outputs = Map.copyOf(outputs);
        items = items.map(List::copyOf);
    }
}
