package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.Components;
import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.NodeDefinition;
import java.util.Map;
import java.util.Optional;

/**
 * What a node can see.
 *
 * @param siblings the map that the node is in
 * @param parent the DAG around it
 * @param zone the top-level key below which it stands
 * @param path names from the zone to the siblings, each followed by a dot; empty at the top
 */
record Scope(
        Map<String, NodeDefinition> siblings,
        Optional<DagDefinition> parent,
        Zone zone,
        String path,
        Components components) {

    /** The three kinds of top-level maps. */
    enum Zone {
        ENTRY_POINTS,
        COMPONENTS,
        POST_PROCESS
    }

    Scope inside(DagDefinition dag) {
        return new Scope(dag.children(), Optional.of(dag), zone, path + dag.name() + ".", components);
    }

    boolean isTop() {
        return parent.isEmpty();
    }

    /** A top-level node of components, which callers complete. */
    boolean isComponent() {
        return isTop() && zone == Zone.COMPONENTS;
    }

    /** The sibling of that name with references followed; empty when there is none or its component is unknown. */
    Optional<NodeDefinition> sibling(String name) {
        return Optional.ofNullable(siblings.get(name)).flatMap(components::resolve);
    }
}
