package io.millrace.engine.core;

import io.millrace.pipeline.plan.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fact about a run. The state of a run is the fold of its events and changes through nothing else. Nodes are named by
 * their number, which counts them in order of creation.
 */
public sealed interface RunEvent {
    Instant at();

    /** A result of an earlier run stands ready. */
    record ResultKept(Kept kept, Instant at) implements RunEvent {}

    /** The run began; its outermost DAG, node 0, is entered. */
    record RunStarted(Instant at) implements RunEvent {}

    /**
     * A node's dependencies are met: its iterations exist from now on.
     *
     * @param dag the enclosing DAG
     * @param child position of the node in it
     * @param items one iteration each; empty: the node does not loop and has one iteration
     */
    record NodeScheduled(int dag, int child, Optional<List<Value>> items, Instant at) implements RunEvent {
        public NodeScheduled {
            items = items.map(List::copyOf);
        }
    }

    /** A node will never be scheduled; {@code count} cancelled iterations stand for it. */
    record NodeCancelled(int dag, int child, int count, String reason, Instant at) implements RunEvent {}

    /** The post-process step exists from now on. */
    record PostScheduled(Instant at) implements RunEvent {}

    /** The post-process step will never run. */
    record PostCancelled(String reason, Instant at) implements RunEvent {}

    /** A DAG iteration began: its children may be scheduled. */
    record DagEntered(int node, Instant at) implements RunEvent {}

    /** A step iteration got one of the run's places, and waits for what {@code awaits} names. */
    record StepEntered(int node, Awaits awaits, Instant at) implements RunEvent {}

    /** An attempt is about to be given to the executor. */
    record AttemptBegan(int node, int attempt, Instant at) implements RunEvent {}

    /** A process of the attempt exists. */
    record AttemptStarted(int node, int attempt, Instant at) implements RunEvent {}

    /** The attempt ran longer than it may and is being ended for that. */
    record AttemptTimedOut(int node, int attempt, Instant at) implements RunEvent {}

    /** Nothing of the attempt runs any more. */
    record AttemptEnded(int node, int attempt, Exit exit, Instant at) implements RunEvent {}

    /** The step failed and is tried again, not before {@code due}. */
    record RetryAwaited(int node, Instant due, Instant at) implements RunEvent {}

    /** The result of an earlier run became the node's. */
    record NodeKept(int node, Instant at) implements RunEvent {}

    /** The step waits for another one that does the same: {@code path} in {@code run}. */
    record CacheAwaited(int node, RunId run, String path, Instant at) implements RunEvent {}

    /** An earlier result became the step's. */
    record CacheHit(int node, CachedResult result, Instant at) implements RunEvent {}

    /**
     * No earlier result stands for the step.
     *
     * @param key the reservation under which it runs; empty text: its result will not be reused
     */
    record CacheMissed(int node, String key, String reason, Instant at) implements RunEvent {}

    /** A node that runs is being stopped. */
    record NodeStopping(int node, Instant at) implements RunEvent {}

    /** A node has its final status. */
    record NodeEnded(int node, NodeStatus status, String message, Instant at) implements RunEvent {}

    /** A stop was accepted. */
    record StopBegan(boolean force, Instant at) implements RunEvent {}

    /** The run has its final status. */
    record RunEnded(RunStatus status, String message, Instant at) implements RunEvent {}

    /** What a step that holds a place waits for. */
    enum Awaits {
        FILES,
        CACHE,
        SLOT
    }
}
