package io.millrace.client.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Nodes beside each other by name, in the order in which they were written. */
final class Nodes {
    private final String where;
    private final boolean siblings;
    private final Optional<Nodes> components;
    private final Map<String, Node<?>> nodes = new LinkedHashMap<>();

    private Nodes(String where, boolean siblings, Optional<Nodes> components) {
        this.where = where;
        this.siblings = siblings;
        this.components = components;
    }

    /** Nodes that do not run by themselves, and do not see each other. */
    static Nodes components() {
        return new Nodes("components", false, Optional.empty());
    }

    /** Nodes that can depend on each other. */
    static Nodes siblings(String where, Nodes components) {
        return new Nodes(where, true, Optional.of(components));
    }

    /** A node that sees no other. */
    static Nodes alone(String where, Nodes components) {
        return new Nodes(where, false, Optional.of(components));
    }

    /** What nodes in here can refer to. */
    Nodes referable() {
        return components.orElse(this);
    }

    /** Whether the nodes in here can depend on each other. */
    boolean areSiblings() {
        return siblings;
    }

    Step step(String name, Optional<Dag> around) {
        return add(new Step(name, around, this, Optional.empty()));
    }

    Step reference(String name, Optional<Dag> around, Node<?> component) {
        if (!referable().holds(component)) {
            throw new IllegalArgumentException(
                    "'%s' cannot refer to '%s': it is no component of this pipeline".formatted(name, component.name()));
        }
        return add(new Step(name, around, this, Optional.of(component)));
    }

    Dag dag(String name, Optional<Dag> around) {
        return add(new Dag(name, around, this));
    }

    private boolean holds(Node<?> node) {
        return nodes.get(node.name()) == node;
    }

    private <N extends Node<N>> N add(N node) {
        if (nodes.putIfAbsent(node.name(), node) != null) {
            throw new IllegalArgumentException("%s has two nodes '%s'".formatted(where, node.name()));
        }
        return node;
    }

    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        nodes.forEach((name, node) -> form.put(name, node.form()));
        return form;
    }
}
