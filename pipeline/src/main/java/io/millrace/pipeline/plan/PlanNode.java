package io.millrace.pipeline.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step or a DAG of a plan. */
public sealed interface PlanNode permits PlanStep, PlanDag {

    /** What steps and DAGs have in common. */
    Head head();

    /** The name, unique among the siblings. */
    default NodeName name() {
        return head().name();
    }

    /**
     * The common part of a node.
     *
     * @param name unique among the siblings
     * @param deps names of siblings that must end before this node may start; no repeats
     * @param parameters by name, in the order of the definition
     * @param inputs input artifacts by name, in the order of the definition
     * @param loop what the node loops over; empty: it runs once
     * @param condition when false for an iteration, that iteration is skipped
     * @param disabled the node is skipped without looking at anything else of it
     */
    record Head(
            NodeName name,
            List<NodeName> deps,
            Map<String, PlanParameter> parameters,
            Map<String, ArtifactSource> inputs,
            Optional<LoopArgument> loop,
            Optional<Condition> condition,
            boolean disabled) {
        public Head {
            deps = List.copyOf(deps);
            parameters = InOrder.copyOf(parameters);
            inputs = InOrder.copyOf(inputs);
        }
    }
}
