package io.millrace.client.pipeline;

/**
 * The value of a parameter of another node, or the element that a DAG around loops for. Made by {@link Node#parameterOf}
 * and {@link Dag#handedDown}.
 */
public final class Parameter {
    private final Node<?> owner;
    private final String name;
    private final boolean toChildren;

    Parameter(Node<?> owner, String name, boolean toChildren) {
        this.owner = owner;
        this.name = name;
        this.toChildren = toChildren;
    }

    /** The template that stands for it in {@code user}, which depends on the owner from now on when both are siblings. */
    String usedBy(Node<?> user) {
        return toChildren ? user.templateOfParent(owner, name) : user.templateOfSibling(owner, name);
    }
}
