package io.millrace.engine.record;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * One iteration of a step or DAG, as it is now. Written whole each time, but for its detail; unique by run and number.
 *
 * @param node number inside the run, counted from 0 in order of creation; 0 is the outermost DAG
 * @param parent number of the enclosing DAG; -1 for the outermost DAG and the post-process step
 * @param path run-time name for people, {@code prepare} or {@code sweep-1.train-2}; empty for the outermost DAG
 * @param iteration position among the iterations of the node, from 0
 * @param jobId identity of the job on the wire; empty for DAGs and for steps that never got one
 * @param attempts attempts begun so far
 * @param exitCode of the last attempt that ended with one
 * @param waiting machine-readable reason why it does not go on; empty when nothing holds it
 * @param keptFrom the earlier run whose result stands here, after a retry
 * @param detail JSON: command, parameters, env, deps, image, artifacts, mounts; empty when written: as it was, when
 *     read: not known yet
 */
public record NodeRow(
        RunId run,
        int node,
        int parent,
        String path,
        String name,
        Kind kind,
        int iteration,
        NodeStatus status,
        String message,
        String jobId,
        int attempts,
        Optional<Integer> exitCode,
        String waiting,
        Optional<RunId> keptFrom,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> detail) {

    /** The same row with another detail. */
    public NodeRow withDetail(Optional<String> changed) {
        return new NodeRow(
                run, node, parent, path, name, kind, iteration, status, message, jobId, attempts, exitCode, waiting,
                keptFrom, startedAt, endedAt, changed);
    }

    /** What kind of node a row is of. */
    public enum Kind {
        STEP,
        DAG,
        POST_PROCESS
    }
}
