package io.millrace.pipeline.graph;

import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Graphviz. A DAG is a cluster; edges to and from it end at its border. */
final class Dot {

    /** A node's own id, or for a DAG that of a step inside and that of its cluster. */
    private record Anchor(String id, String cluster) {}

    private final StringBuilder out = new StringBuilder();
    private int count;

    private Dot() {}

    static String draw(Plan plan) {
        Dot drawing = new Dot();
        drawing.out.append("digraph ").append(quoted(List.of(plan.name()))).append(" {\n");
        drawing.out.append("  compound=true\n  node [shape=box, style=rounded, fontname=\"sans-serif\"]\n");
        drawing.siblings(plan.root().children(), "  ");
        plan.postProcess().ifPresent(post -> {
            drawing.out.append("  subgraph cluster_post {\n    label=\"post_process\"\n");
            drawing.siblings(List.of(post), "    ");
            drawing.out.append("  }\n");
        });
        return drawing.out.append("}\n").toString();
    }

    private Anchor siblings(List<? extends PlanNode> nodes, String indent) {
        Map<NodeName, Anchor> anchors = new HashMap<>();
        Anchor first = new Anchor("", "");
        for (PlanNode node : nodes) {
            Anchor anchor = node(node, indent);
            anchors.put(node.name(), anchor);
            first = first.id().isEmpty() ? anchor : first;
        }
        for (PlanNode node : nodes) {
            for (NodeName dep : node.head().deps()) {
                edge(anchors.getOrDefault(dep, first), anchors.getOrDefault(node.name(), first), indent);
            }
        }
        return first;
    }

    private Anchor node(PlanNode node, String indent) {
        String id = "n" + ++count;
        return switch (node) {
            case PlanStep step -> {
                out.append(indent)
                        .append(id)
                        .append(" [label=")
                        .append(quoted(Labels.lines(step)))
                        .append("]\n");
                yield new Anchor(id, "");
            }
            case PlanDag dag -> {
                String cluster = "cluster_" + id;
                out.append(indent).append("subgraph ").append(cluster).append(" {\n");
                out.append(indent)
                        .append("  label=")
                        .append(quoted(Labels.lines(dag)))
                        .append('\n');
                Anchor inside = siblings(dag.children(), indent + "  ");
                out.append(indent).append("}\n");
                yield new Anchor(inside.id(), cluster);
            }
        };
    }

    private void edge(Anchor from, Anchor to, String indent) {
        out.append(indent).append(from.id()).append(" -> ").append(to.id());
        String tail = from.cluster().isEmpty() ? "" : "ltail=" + from.cluster();
        String head = to.cluster().isEmpty() ? "" : "lhead=" + to.cluster();
        String both = tail.isEmpty() || head.isEmpty() ? tail + head : tail + ", " + head;
        out.append(both.isEmpty() ? "" : " [" + both + "]").append('\n');
    }

    private static String quoted(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace("\\", "\\\\").replace("\"", "\\\""))
                .collect(Collectors.joining("\\n", "\"", "\""));
    }
}
