package io.millrace.client.pipeline;

/**
 * A file or folder that a node offers to others: an output of a step or DAG to its siblings, an input of a DAG to its
 * children. Made by {@link Node#artifact} and {@link Dag#handedIn}.
 */
public final class Artifact {
    private final Node<?> owner;
    private final String name;
    private final boolean toChildren;

    Artifact(Node<?> owner, String name, boolean toChildren) {
        this.owner = owner;
        this.name = name;
        this.toChildren = toChildren;
    }

    /** The name that it has with its owner. */
    public String name() {
        return name;
    }

    /** The template that stands for it in {@code user}, which depends on the owner from now on when both are siblings. */
    String usedBy(Node<?> user) {
        return toChildren ? user.templateOfParent(owner, name) : user.templateOfSibling(owner, name);
    }

    /** The template by which the DAG around the owner offers it. */
    String offeredBy(Dag dag) {
        if (toChildren || !owner.isInside(dag)) {
            throw new IllegalArgumentException(
                    "DAG '%s' can only offer outputs of its own children, and '%s' belongs to '%s'"
                            .formatted(dag.name(), name, owner.name()));
        }
        return Template.of(owner.name(), name);
    }
}
