package io.millrace.engine.core;

import io.millrace.pipeline.plan.LoopArgument;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ends what runs and gives up what has not begun. */
final class Stopping {
    private Stopping() {}

    static void stopRun(Turn turn, boolean force) {
        RunState run = turn.run;
        boolean news = run.status() != RunStatus.TERMINATING || (force && !run.forced);
        if (run.status().isFinal() || !run.hasStarted() || !news) {
            return;
        }
        turn.record(new RunEvent.StopBegan(force, turn.at));
        if (run.root().isOpen()) {
            halt(turn, run.root(), "the run was stopped");
        }
        if (force) {
            run.post().filter(NodeRun::isOpen).ifPresent(post -> halt(turn, post));
        }
    }

    static void stopStep(Turn turn, int number) {
        if (turn.run.status().isFinal() || number < 0 || number >= turn.run.nodes.size()) {
            return;
        }
        if (turn.run.nodes.get(number) instanceof StepRun step && step.isOpen()) {
            halt(turn, step);
        }
    }

    /** Ends a DAG with everything in it. */
    static void halt(Turn turn, DagRun dag, String why) {
        if (dag.status.isFinal() || dag.status == NodeStatus.TERMINATING) {
            return;
        }
        if (dag.groups.length == 0) {
            Endings.end(turn, dag, NodeStatus.TERMINATED, why);
            return;
        }
        turn.record(dag, new RunEvent.NodeStopping(dag.number, turn.at));
        for (Group group : dag.groups) {
            if (group.isWaiting()) {
                cancel(turn, group, dag, why);
            } else {
                haltIterations(turn, group, why);
            }
        }
        turn.later(() -> Endings.endWhenOver(turn, dag));
    }

    private static void haltIterations(Turn turn, Group group, String why) {
        for (NodeRun node : group.runs) {
            if (node.isOpen()) {
                switch (node) {
                    case DagRun inner -> halt(turn, inner, why);
                    case StepRun step -> halt(turn, step);
                }
            }
        }
    }

    private static void halt(Turn turn, StepRun step) {
        AttemptId attempt = new AttemptId(turn.run.id(), step.number, step.attempt);
        switch (step.phase) {
            case ATTEMPTING -> {
                if (step.status != NodeStatus.TERMINATING) {
                    turn.record(step, new RunEvent.NodeStopping(step.number, turn.at));
                    turn.command(new Command.StopJob(attempt));
                }
            }
            case ASKING -> {
                turn.command(new Command.ReleaseSlot(new AttemptId(turn.run.id(), step.number, step.attempt + 1)));
                Endings.end(turn, step, NodeStatus.TERMINATED, "stopped before it began");
            }
            case CHECKING -> {
                Caching.withdraw(turn, step);
                Endings.end(turn, step, NodeStatus.TERMINATED, "stopped before it began");
            }
            case QUEUED, READING -> Endings.end(turn, step, NodeStatus.TERMINATED, "stopped before it began");
            case BACKING_OFF -> Endings.end(turn, step, NodeStatus.TERMINATED, "stopped between two attempts");
            case DONE -> {}
        }
    }

    /** Gives up everything that waits for {@code group}, directly or through others. */
    static void cancelDependents(Turn turn, Group group, DagRun parent) {
        Deque<Group> reached = new ArrayDeque<>();
        reached.add(group);
        while (!reached.isEmpty()) {
            Group from = reached.remove();
            for (int dependent : parent.shape.dependents(from.position)) {
                Group next = parent.groups[dependent];
                if (next.isWaiting()) {
                    cancel(turn, next, parent, "depends on '" + from.node.name() + "'");
                    reached.add(next);
                }
            }
        }
    }

    private static void cancel(Turn turn, Group group, DagRun parent, String why) {
        int count = group.node
                .head()
                .loop()
                .map(loop ->
                        loop instanceof LoopArgument.Known(var items, boolean literal) && literal ? items.size() : 1)
                .orElse(1);
        turn.record(new RunEvent.NodeCancelled(parent.number, group.position, Math.max(1, count), why, turn.at));
        for (NodeRun node : group.runs) {
            turn.touch(node);
        }
    }
}
