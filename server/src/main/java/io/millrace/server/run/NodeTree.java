package io.millrace.server.run;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a run by the DAG that holds them, and among those by name, in the order in which they began. */
final class NodeTree {
    private static final int NO_PARENT = -1;

    private final Map<Integer, Map<String, List<NodeRow>>> children = new LinkedHashMap<>();

    static NodeTree of(RunQueries queries, RunId run) {
        NodeTree tree = new NodeTree();
        queries.nodes(run).forEach(tree::add);
        return tree;
    }

    private void add(NodeRow node) {
        children.computeIfAbsent(node.parent(), parent -> new LinkedHashMap<>())
                .computeIfAbsent(node.name(), name -> new ArrayList<>())
                .add(node);
    }

    /** The iterations inside a DAG, by name. */
    Map<String, List<NodeRow>> below(int dag) {
        return children.getOrDefault(dag, Map.of());
    }

    /** The entry points: what is inside the outermost DAG, which itself is not shown. */
    Map<String, List<NodeRow>> entryPoints() {
        return roots(NodeRow.Kind.DAG).stream()
                .findFirst()
                .map(root -> below(root.node()))
                .orElse(Map.of());
    }

    /** The post-process step, when it exists. */
    List<NodeRow> postProcess() {
        return roots(NodeRow.Kind.POST_PROCESS);
    }

    private List<NodeRow> roots(NodeRow.Kind kind) {
        return below(NO_PARENT).values().stream()
                .flatMap(List::stream)
                .filter(node -> node.kind() == kind)
                .toList();
    }
}
