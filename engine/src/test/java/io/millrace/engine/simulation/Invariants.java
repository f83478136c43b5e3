package io.millrace.engine.simulation;

import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.core.StepRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds of a run after every single event, told from nothing but its stored events. */
public final class Invariants {
    private final RunState run;
    private final List<NodeStatus> last = new ArrayList<>();
    private final Set<Integer> stopping = new HashSet<>();
    private final Set<String> attempts = new HashSet<>();
    private boolean stopped;

    public Invariants(RunInput input) {
        this.run = new RunState(input);
    }

    /** The fold of the events so far. */
    public RunState run() {
        return run;
    }

    /** Steps that have an attempt which has not ended. */
    public long liveAttempts() {
        return run.nodes().stream()
                .filter(node -> node instanceof StepRun step && step.hasLiveAttempt())
                .count();
    }

    /** Adds the next event that was stored. */
    public void accept(RunEvent event) {
        require(!run.status().isFinal(), "an event after the end: " + event);
        switch (event) {
            case RunEvent.StopBegan stop -> stopped = true;
            case RunEvent.NodeStopping node -> stopping.add(node.node());
            default -> {}
        }
        run.apply(event);
        if (event instanceof RunEvent.AttemptBegan began) {
            require(attempts.add(began.node() + "/" + began.attempt()), "an attempt began twice: " + event);
            dependenciesEndedWell(run.nodes().get(began.node()));
        }
        finalStaysFinal(event);
        placesAreKept();
        require(run.status() == expectedStatus(), "the run is %s, not %s".formatted(run.status(), expectedStatus()));
        if (event instanceof RunEvent.NodeEnded ended) {
            dagFollowsItsNodes(run.nodes().get(ended.node()));
        }
    }

    private void dependenciesEndedWell(NodeRun started) {
        NodeRun node = started;
        Optional<? extends NodeRun> parent = node.parent();
        while (parent.isPresent()) {
            for (var dep : node.node().head().deps()) {
                DepCheck.assertEndedWell(run, parent.get(), dep.text());
            }
            node = parent.get();
            parent = node.parent();
        }
    }

    private void finalStaysFinal(RunEvent event) {
        for (int number = 0; number < run.nodes().size(); number++) {
            NodeStatus now = run.nodes().get(number).status();
            if (number == last.size()) {
                last.add(now);
            }
            NodeStatus before = last.set(number, now);
            require(!before.isFinal() || before == now, "node %d was %s: %s".formatted(number, before, event));
        }
    }

    private void placesAreKept() {
        int places = 0;
        for (NodeRun node : run.nodes()) {
            places += node instanceof StepRun step && step.holdsPlace() ? 1 : 0;
        }
        require(places <= run.input().plan().parallelism(), places + " places in use");
    }

    private RunStatus expectedStatus() {
        if (run.nodes().isEmpty()) {
            return RunStatus.INITIATING;
        }
        boolean postIsDue = run.input().plan().postProcess().isPresent();
        boolean over = run.nodes().stream().allMatch(node -> node.status().isFinal())
                && (!postIsDue || run.post().isPresent());
        boolean ended = run.endedAt().isPresent();
        require(!ended || over, "the run ended before its nodes");
        if (!ended) {
            return stopped ? RunStatus.TERMINATING : RunStatus.RUNNING;
        }
        Set<NodeStatus> ends = new HashSet<>(Set.of(run.nodes().getFirst().status()));
        run.post().map(NodeRun::status).ifPresent(ends::add);
        if (ends.contains(NodeStatus.FAILED)) {
            return RunStatus.FAILED;
        }
        if (ends.contains(NodeStatus.TERMINATED) || ends.contains(NodeStatus.CANCELLED)) {
            return stopped ? RunStatus.TERMINATED : RunStatus.FAILED;
        }
        return RunStatus.SUCCEEDED;
    }

    private void dagFollowsItsNodes(NodeRun dag) {
        Set<NodeStatus> ends = new HashSet<>();
        for (NodeRun node : run.nodes()) {
            if (node.parent().filter(dag::equals).isPresent()) {
                ends.add(node.status());
            }
        }
        if (ends.isEmpty()) {
            return; // a step, or a DAG that was never entered
        }
        require(ends.stream().allMatch(NodeStatus::isFinal), "DAG '%s' ended before its nodes".formatted(dag.path()));
        boolean wasStopped = stopping.contains(dag.number());
        NodeStatus expected;
        if (ends.contains(NodeStatus.FAILED) || (ends.contains(NodeStatus.TERMINATED) && !wasStopped)) {
            expected = NodeStatus.FAILED;
        } else if (ends.contains(NodeStatus.TERMINATED) || ends.contains(NodeStatus.CANCELLED)) {
            expected = NodeStatus.TERMINATED;
        } else {
            expected = NodeStatus.SUCCEEDED;
        }
        require(dag.status() == expected, "DAG '%s' is %s over %s".formatted(dag.path(), dag.status(), ends));
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError(problem + "\n" + World.describe(run));
        }
    }
}
