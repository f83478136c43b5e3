package io.millrace.engine.core;

import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All iterations of one node inside one iteration of its DAG. */
final class Group {
    private static final NodeRun[] NONE = {};

    @Nullable
    final DagRun parent;

    final int position;
    final PlanNode node;

    /** Deps that have not ended well yet. */
    int unmetDeps;

    State state = State.WAITING;

    /** Iterations that have not ended. */
    int open;

    /** Iterations that ended neither succeeded nor skipped. */
    int bad;

    NodeRun[] runs = NONE;

    /** Loop items, one an iteration; null when the node does not loop. */
    @Nullable
    List<Value> items;

    /** Parameters as other nodes see them; known once scheduled. */
    Map<String, Value> parameters = Map.of();

    /** Where a node stands before and after its iterations exist. */
    enum State {
        /** Some dep has not ended well yet, or the file with its loop items is being read. */
        WAITING,
        SCHEDULED,
        CANCELLED
    }

    Group(@Nullable DagRun parent, int position, PlanNode node) {
        this.parent = parent;
        this.position = position;
        this.node = node;
        this.unmetDeps = node.head().deps().size();
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Whether the nodes that wait for this one may go on. */
    boolean endedWell() {
        return state == State.SCHEDULED && open == 0 && bad == 0;
    }
}
