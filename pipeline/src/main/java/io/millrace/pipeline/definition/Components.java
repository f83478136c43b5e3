package io.millrace.pipeline.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts components in the place of the steps that reference them. Not for use by several threads. */
public final class Components {
    private final Map<String, NodeDefinition> components;
    private final Map<String, Optional<NodeDefinition>> resolved = new HashMap<>();

    public Components(Map<String, NodeDefinition> components) {
        this.components = components;
    }

    /** The component of that name, as written. */
    public Optional<NodeDefinition> find(String name) {
        return Optional.ofNullable(components.get(name));
    }

    /** The names of all components. */
    public Set<String> names() {
        return components.keySet();
    }

    /**
     * The node that runs: {@code node} itself, or the component at the end of its chain of references with the name,
     * deps, parameters and inputs of the callers. Empty when the chain leads nowhere or in a circle.
     */
    public Optional<NodeDefinition> resolve(NodeDefinition node) {
        return reference(node)
                .map(name -> component(name).map(target -> called(target, node.head())))
                .orElse(Optional.of(node));
    }

    /** The component that a node names; empty when it stands for itself. */
    public static Optional<String> reference(NodeDefinition node) {
        return switch (node) {
            case StepDefinition step -> step.reference().map(Marked::value);
            case DagDefinition ignored -> Optional.empty();
        };
    }

    private Optional<NodeDefinition> component(String first) {
        List<String> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String name = first;
        while (!resolved.containsKey(name)) {
            Optional<NodeDefinition> node = find(name);
            if (node.isEmpty() || !seen.add(name)) {
                resolved.put(name, Optional.empty());
                break;
            }
            chain.add(name);
            Optional<String> next = reference(node.get());
            if (next.isEmpty()) {
                resolved.put(name, node);
                break;
            }
            name = next.get();
        }
        Optional<NodeDefinition> end = resolved.getOrDefault(name, Optional.empty());
        for (String caller : chain.reversed()) {
            if (!resolved.containsKey(caller)) {
                NodeDefinition definition = find(caller).orElseThrow();
                end = end.map(target -> called(target, definition.head()));
                resolved.put(caller, end);
            }
        }
        return resolved.getOrDefault(first, Optional.empty());
    }

    private static NodeDefinition called(NodeDefinition target, NodeDefinition.Head caller) {
        Map<String, ParameterDefinition> parameters =
                new LinkedHashMap<>(target.head().parameters());
        caller.parameters()
                .forEach((name, given) -> parameters.computeIfPresent(
                        name, (same, own) -> given.withType(own.type().or(given::type))));
        Map<String, NamedText> inputs = new LinkedHashMap<>(target.head().inputs());
        caller.inputs().forEach((name, given) -> inputs.computeIfPresent(name, (same, own) -> given));
        return target.with(target.head().calledBy(caller, parameters, inputs));
    }
}
