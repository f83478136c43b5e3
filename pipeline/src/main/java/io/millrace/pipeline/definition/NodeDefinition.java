package io.millrace.pipeline.definition;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.plan.InOrder;
import io.millrace.pipeline.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step or a DAG as written. */
public sealed interface NodeDefinition permits StepDefinition, DagDefinition {
    /** What both have. */
    Head head();

    /** The same node with another head. */
    NodeDefinition with(Head other);

    /** Its key. */
    default String name() {
        return head().name();
    }

    /**
     * The common part.
     *
     * @param key where the name stands
     * @param path in the text, for example {@code entry_points.train}
     * @param body the map that the node was read from
     * @param deps names of siblings, each where it stands; repeats and unknown ones included
     * @param outputs name and source; the source is empty for a step
     * @param complete false when parameters or artifacts could not be read, so that missing names prove nothing
     */
    record Head(
            String name,
            Span key,
            String path,
            Mapping body,
            List<Marked<String>> deps,
            Map<String, ParameterDefinition> parameters,
            Map<String, NamedText> inputs,
            Map<String, NamedText> outputs,
            Optional<LoopDefinition> loop,
            Optional<Marked<String>> condition,
            boolean complete) {
        public Head {
            deps = List.copyOf(deps);
            parameters = InOrder.copyOf(parameters);
            inputs = InOrder.copyOf(inputs);
            outputs = InOrder.copyOf(outputs);
        }

        /** With other parameters. */
        public Head withParameters(Map<String, ParameterDefinition> others) {
            return new Head(name, key, path, body, deps, others, inputs, outputs, loop, condition, complete);
        }

        /** The same, with nothing known about missing names. */
        Head incomplete() {
            return new Head(name, key, path, body, deps, parameters, inputs, outputs, loop, condition, false);
        }

        /** This head as it looks when {@code caller} takes its node by reference: name, deps and place are the caller's. */
        Head calledBy(Head caller, Map<String, ParameterDefinition> newParameters, Map<String, NamedText> newInputs) {
            return new Head(
                    caller.name,
                    caller.key,
                    caller.path,
                    caller.body,
                    caller.deps,
                    newParameters,
                    newInputs,
                    outputs,
                    loop,
                    condition,
                    complete && caller.complete);
        }
    }
}
