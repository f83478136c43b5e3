package io.millrace.pipeline.definition;

import io.millrace.pipeline.plan.InOrder;
import java.util.Map;

/** A DAG as written. */
public record DagDefinition(Head head, Map<String, NodeDefinition> children) implements NodeDefinition {
    public DagDefinition {
        children = InOrder.copyOf(children);
    }

    @Override
    public DagDefinition with(Head other) {
        return new DagDefinition(other, children);
    }

    /** With other children. */
    public DagDefinition withChildren(Map<String, NodeDefinition> others) {
        return new DagDefinition(head, others);
    }
}
