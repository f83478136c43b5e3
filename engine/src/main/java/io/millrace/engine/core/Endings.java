package io.millrace.engine.core;

import java.util.Optional;

/** What the end of a node means for those around it, up to the end of the run. */
final class Endings {
    private Endings() {}

    static void end(Turn turn, NodeRun node, NodeStatus status, String why) {
        turn.record(node, new RunEvent.NodeEnded(node.number, status, why, turn.at));
        if (node instanceof StepRun step) {
            Caching.settle(turn, step);
        }
        settleLater(turn, node);
    }

    static void settleLater(Turn turn, NodeRun node) {
        turn.later(() -> settle(turn, node));
    }

    private static void settle(Turn turn, NodeRun node) {
        DagRun parent = node.group.parent;
        if (parent == null) {
            settleOutermost(turn, node);
            return;
        }
        boolean failed = node.status == NodeStatus.FAILED
                || (node.status == NodeStatus.TERMINATED && parent.status != NodeStatus.TERMINATING);
        if (failed) {
            turn.last(() -> spread(turn, node.group, parent));
        }
        if (node.group.endedWell()) {
            for (int dependent : parent.shape.dependents(node.group.position)) {
                Scheduling.scheduleWhenReady(turn, parent.groups[dependent]);
            }
        }
        endWhenOver(turn, parent);
    }

    private static void spread(Turn turn, Group group, DagRun parent) {
        switch (turn.run.input().plan().failureStrategy()) {
            case FAIL_FAST -> Stopping.halt(turn, turn.run.root(), "a node failed");
            case CONTINUE -> {
                Stopping.cancelDependents(turn, group, parent);
                endWhenOver(turn, parent);
            }
        }
    }

    /** Ends a DAG whose children have all ended. */
    static void endWhenOver(Turn turn, DagRun dag) {
        boolean entered = dag.groups.length > 0;
        if (!entered || dag.openGroups > 0 || dag.status.isFinal()) {
            return;
        }
        if (dag.failed > 0) {
            end(turn, dag, NodeStatus.FAILED, children(dag.failed, "failed"));
        } else if (dag.terminated > 0) {
            boolean stopped = dag.status == NodeStatus.TERMINATING;
            end(turn, dag, stopped ? NodeStatus.TERMINATED : NodeStatus.FAILED, children(dag.terminated, "terminated"));
        } else if (dag.cancelled > 0) {
            end(turn, dag, NodeStatus.TERMINATED, children(dag.cancelled, "cancelled"));
        } else {
            end(turn, dag, NodeStatus.SUCCEEDED, "");
        }
    }

    private static String children(int count, String what) {
        return count == 1 ? "1 node in it " + what : count + " nodes in it " + what;
    }

    private static void settleOutermost(Turn turn, NodeRun node) {
        if (node instanceof StepRun) {
            endRun(turn);
        } else if (turn.run.input().plan().postProcess().isEmpty()) {
            endRun(turn);
        } else if (turn.run.forced) {
            turn.record(new RunEvent.PostCancelled("the run was stopped by force", turn.at));
            turn.run.post().ifPresent(turn::touch);
            endRun(turn);
        } else {
            turn.record(new RunEvent.PostScheduled(turn.at));
            StepRun post = turn.run.post().orElseThrow();
            turn.touch(post);
            if (post.step.head().disabled()) {
                end(turn, post, NodeStatus.SKIPPED, "disabled");
            }
        }
    }

    private static void endRun(Turn turn) {
        NodeStatus entry = turn.run.root().status;
        Optional<NodeStatus> post = turn.run.post().map(NodeRun::status);
        boolean terminating = turn.run.status() == RunStatus.TERMINATING;
        RunStatus end;
        if (isOne(entry, post, NodeStatus.FAILED)) {
            end = RunStatus.FAILED;
        } else if (isOne(entry, post, NodeStatus.TERMINATED) || isOne(entry, post, NodeStatus.CANCELLED)) {
            end = terminating ? RunStatus.TERMINATED : RunStatus.FAILED;
        } else {
            end = RunStatus.SUCCEEDED;
        }
        turn.record(new RunEvent.RunEnded(end, message(turn.run, end), turn.at));
    }

    private static boolean isOne(NodeStatus entry, Optional<NodeStatus> post, NodeStatus status) {
        return entry == status || post.filter(status::equals).isPresent();
    }

    private static String message(RunState run, RunStatus end) {
        return switch (end) {
            case FAILED -> {
                int more = run.failureCount - run.failures.size();
                yield String.join("; ", run.failures) + (more > 0 ? "; and %d more".formatted(more) : "");
            }
            case TERMINATED -> "stopped";
            case INITIATING, PENDING, RUNNING, TERMINATING, SUCCEEDED, SKIPPED -> "";
        };
    }
}
