package io.millrace.engine.cache;

import io.millrace.engine.core.DagRun;
import io.millrace.engine.core.FileRequest;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.StepArtifacts;
import io.millrace.engine.core.StepRun;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What nobody knows before a run: what its steps make that have to run, and what hangs on it. */
final class Unknowns {
    private final RunState run;

    /** Run-time names of steps that run, by the place of what they make. */
    private final Map<String, String> makers = new HashMap<>();

    /** Steps that run, in order. */
    private final List<StepRun> running = new ArrayList<>();

    /** For nodes that need a file which is not there yet, who makes it. */
    private final Map<NodeRun, String> waiting = new HashMap<>();

    /** For nodes whose loop needs such a file, by the DAG around them and their position in it. */
    private final Map<FileRequest, String> loops = new HashMap<>();

    Unknowns(RunState run) {
        this.run = run;
    }

    /** The step has to run: what it makes is not known. */
    void runs(StepRun step) {
        running.add(step);
        StepArtifacts.of(run, step)
                .ifPresent(artifacts -> artifacts
                        .outputs()
                        .values()
                        .forEach(path -> makers.put(place(artifacts.location(), path), step.path())));
    }

    private static String place(String location, String path) {
        return location + "\n" + path;
    }

    /** The step that would make what lies there. */
    Optional<String> makerOf(String location, String path) {
        return Optional.ofNullable(makers.get(place(location, path)));
    }

    /** A node cannot go on without a file that {@code maker} makes. */
    void needs(FileRequest request, String maker) {
        NodeRun node = run.nodes().get(request.node());
        if (request.child() < 0) {
            waiting.put(node, maker);
        } else {
            loops.put(new FileRequest(request.node(), request.child(), ""), maker);
        }
    }

    /** A step that runs and has to end before this node starts. */
    Optional<String> before(NodeRun node) {
        return firstBefore(running, node).map(NodeRun::path);
    }

    /** Whether {@code earlier} has to end before {@code later} starts. */
    boolean comesBefore(NodeRun earlier, NodeRun later) {
        return firstBefore(List.of(earlier), later).isPresent();
    }

    private static Optional<NodeRun> firstBefore(List<? extends NodeRun> candidates, NodeRun later) {
        for (NodeRun outer : around(later)) {
            Optional<DagRun> dag = outer.parent();
            if (dag.isEmpty() || candidates.isEmpty()) {
                continue;
            }
            Set<NodeName> awaited = awaited((PlanDag) dag.get().node(), outer.node());
            for (NodeRun candidate : candidates) {
                boolean before = around(candidate).stream()
                        .anyMatch(inner -> inner.parent().equals(dag)
                                && awaited.contains(inner.node().name()));
                if (before) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static List<NodeRun> around(NodeRun node) {
        List<NodeRun> around = new ArrayList<>();
        for (Optional<? extends NodeRun> it = Optional.of(node);
                it.isPresent();
                it = it.get().parent()) {
            around.add(it.get());
        }
        return around;
    }

    /** All children of the DAG that have to end before this one starts. */
    private static Set<NodeName> awaited(PlanDag dag, PlanNode node) {
        Map<NodeName, PlanNode> children = new HashMap<>();
        dag.children().forEach(child -> children.put(child.name(), child));
        Set<NodeName> awaited = new LinkedHashSet<>();
        Deque<NodeName> ahead = new ArrayDeque<>(node.head().deps());
        while (!ahead.isEmpty()) {
            NodeName next = ahead.remove();
            if (awaited.add(next)) {
                Optional.ofNullable(children.get(next))
                        .ifPresent(child -> ahead.addAll(child.head().deps()));
            }
        }
        return awaited;
    }

    /** For a node that did not come to its end for want of a file, who makes that. */
    Optional<String> ofNode(NodeRun node) {
        if (node.status() != NodeStatus.FAILED && node.status() != NodeStatus.CANCELLED) {
            return Optional.empty();
        }
        Optional<String> own = own(node);
        if (own.isPresent() || node.status() == NodeStatus.FAILED) {
            return own;
        }
        List<NodeRun> stuck =
                run.nodes().stream().filter(other -> own(other).isPresent()).toList();
        return firstBefore(stuck, node).flatMap(this::own);
    }

    private Optional<String> own(NodeRun node) {
        return Optional.ofNullable(waiting.get(node)).or(() -> node.parent().flatMap(parent -> loop(parent, node)));
    }

    private Optional<String> loop(DagRun parent, NodeRun node) {
        List<PlanNode> children = ((PlanDag) parent.node()).children();
        return Optional.ofNullable(loops.get(new FileRequest(parent.number(), children.indexOf(node.node()), "")));
    }
}
