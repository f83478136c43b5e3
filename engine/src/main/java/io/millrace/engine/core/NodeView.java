package io.millrace.engine.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resolved values of a node, for people and records.
 *
 * @param parameters text by name
 * @param inputs storage-relative paths by artifact name, several joined by commas
 * @param outputs storage-relative paths by artifact name; of a DAG only once it succeeded
 */
public record NodeView(Map<String, String> parameters, Map<String, String> inputs, Map<String, String> outputs) {

    /** What is known of {@code node} now. */
    public static NodeView of(RunState run, NodeRun node) {
        Bindings bindings = new Bindings(run);
        Map<String, String> parameters = new LinkedHashMap<>();
        bindings.parameters(node).forEach((name, value) -> parameters.put(name, value.text()));
        Map<String, String> inputs = new LinkedHashMap<>();
        for (String name : node.node().head().inputs().keySet()) {
            inputs.put(name, String.join(",", bindings.input(node.group, name)));
        }
        return new NodeView(parameters, inputs, outputs(bindings, node));
    }

    private static Map<String, String> outputs(Bindings bindings, NodeRun node) {
        Map<String, String> outputs = new LinkedHashMap<>();
        List<String> names = switch (node) {
            case StepRun step -> step.step.outputs();
            case DagRun dag
            when dag.status == NodeStatus.SUCCEEDED ->
                List.copyOf(dag.dag.outputs().keySet());
            case DagRun dag -> List.of();
        };
        for (String name : names) {
            outputs.put(name, String.join(",", bindings.outputs(node, name)));
        }
        return outputs;
    }
}
