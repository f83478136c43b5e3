package io.millrace.engine.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a retry of a run takes over: everything in its entry points that succeeded or was skipped, and of the DAGs around
 * such results that they were entered, with which loop items.
 */
public final class KeptResults {
    private KeptResults() {}

    /** The results that a retry of {@code run} keeps, in order of their nodes. */
    public static List<Kept> of(RunState run) {
        Bindings bindings = new Bindings(run);
        List<Kept> results = new ArrayList<>();
        Set<NodeRun> entered = new LinkedHashSet<>();
        for (NodeRun node : run.nodes()) {
            boolean isEntryPoint = node.group.parent != null;
            if (stands(node) && isEntryPoint) {
                results.add(result(run, bindings, node));
                addUnfinishedAbove(node, entered);
            }
        }
        entered.forEach(dag -> results.add(result(run, bindings, dag)));
        return results;
    }

    private static boolean stands(NodeRun node) {
        return node.status == NodeStatus.SUCCEEDED || node.status == NodeStatus.SKIPPED;
    }

    private static void addUnfinishedAbove(NodeRun node, Set<NodeRun> entered) {
        DagRun above = node.group.parent;
        while (above != null && above.group.parent != null && !stands(above) && entered.add(above)) {
            above = above.group.parent;
        }
    }

    private static Kept result(RunState run, Bindings bindings, NodeRun node) {
        Optional<Kept> earlier = node.kept();
        return new Kept(
                node.path(),
                node.group.runs[0].path(),
                stands(node) ? node.status : NodeStatus.RUNNING,
                earlier.map(Kept::origin).orElse(run.id()),
                earlier.map(Kept::jobId).orElse(jobId(run, node)),
                outputs(bindings, node),
                Optional.ofNullable(node.group.items),
                node.startedAt(),
                node.endedAt());
    }

    private static String jobId(RunState run, NodeRun node) {
        return node instanceof StepRun step && step.attempt > 0 ? Names.job(run.id(), step) : "";
    }

    private static Map<String, String> outputs(Bindings bindings, NodeRun node) {
        Map<String, String> outputs = new LinkedHashMap<>();
        if (node instanceof StepRun step && step.status == NodeStatus.SUCCEEDED) {
            step.step.outputs().forEach(name -> outputs.put(name, bindings.output(step, name)));
        }
        return outputs;
    }
}
