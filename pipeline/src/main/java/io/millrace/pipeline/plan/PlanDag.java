package io.millrace.pipeline.plan;

import java.util.List;
import java.util.Map;

/**
 * A node that holds nodes.
 *
 * @param children at least one; in the order of the definition; deps among them are free of cycles
 * @param outputs output artifacts by name, each an output of a child
 */
public record PlanDag(Head head, List<PlanNode> children, Map<String, ArtifactSource.Node> outputs)
        implements PlanNode {
    public PlanDag {
        children = List.copyOf(children);
        outputs = InOrder.copyOf(outputs);
        if (children.isEmpty()) {
            throw new IllegalArgumentException("DAG '" + head.name() + "' has no child");
        }
    }
}
