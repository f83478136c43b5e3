package io.millrace.engine.core;

import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One iteration of a node in a run. Changed by {@link RunState#apply} alone; confined to the thread of the loop. */
public abstract sealed class NodeRun permits StepRun, DagRun {
    final int number;
    final Group group;
    final int iteration;
    NodeStatus status = NodeStatus.INIT;
    String message = "";

    @Nullable
    Instant startedAt;

    @Nullable
    Instant endedAt;

    @Nullable
    Kept kept;

    /** Contents of artifacts that the condition waits for; null when none is awaited. Not part of the durable state. */
    @Nullable
    Map<String, String> contents;

    NodeRun(int number, Group group, int iteration) {
        this.number = number;
        this.group = group;
        this.iteration = iteration;
    }

    /** The definition. */
    public PlanNode node() {
        return group.node;
    }

    /** Number inside the run, from 0 in order of creation. */
    public int number() {
        return number;
    }

    /** Position among the iterations of the node, from 0. */
    public int iteration() {
        return iteration;
    }

    public NodeStatus status() {
        return status;
    }

    /** Why it is in this status, for people; may be empty. */
    public String message() {
        return message;
    }

    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** The earlier result that stands here. */
    public Optional<Kept> kept() {
        return Optional.ofNullable(kept);
    }

    /** The enclosing DAG; empty for the outermost DAG and the post-process step. */
    public Optional<DagRun> parent() {
        return Optional.ofNullable(group.parent);
    }

    /** The loop item of this iteration; empty when the node does not loop. */
    public Optional<Value> item() {
        return Optional.ofNullable(group.items).map(items -> items.get(iteration));
    }

    /** Name for people, unique in the run: {@code prepare}, {@code sweep-1.train-2}; empty for the outermost DAG. */
    public String path() {
        String own = iteration == 0 ? node().name().text() : node().name().text() + "-" + iteration;
        DagRun parent = group.parent;
        if (parent == null) {
            return this instanceof DagRun ? "" : own;
        }
        String above = parent.path();
        return above.isEmpty() ? own : above + "." + own;
    }

    final boolean isOpen() {
        return !status.isFinal();
    }

    final Map<String, String> awaitedContents() {
        if (contents == null) {
            contents = new HashMap<>();
        }
        return contents;
    }
}
