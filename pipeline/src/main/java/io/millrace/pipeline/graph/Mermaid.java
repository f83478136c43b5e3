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

/** Mermaid flowcharts. Nodes are numbered in the order of the plan, so the same plan gives the same text. */
final class Mermaid {
    private final StringBuilder out = new StringBuilder("flowchart TD\n");
    private int count;

    private Mermaid() {}

    static String draw(Plan plan) {
        Mermaid drawing = new Mermaid();
        drawing.siblings(plan.root().children(), "  ");
        plan.postProcess().ifPresent(post -> {
            drawing.out.append("  subgraph post_process\n");
            drawing.siblings(List.of(post), "    ");
            drawing.out.append("  end\n");
        });
        return drawing.out.toString();
    }

    private void siblings(List<? extends PlanNode> nodes, String indent) {
        Map<NodeName, String> ids = new HashMap<>();
        for (PlanNode node : nodes) {
            String id = "n" + ++count;
            ids.put(node.name(), id);
            switch (node) {
                case PlanStep step ->
                    out.append(indent).append(id).append(box(step)).append('\n');
                case PlanDag dag -> {
                    out.append(indent)
                            .append("subgraph ")
                            .append(id)
                            .append("[\"")
                            .append(label(dag))
                            .append("\"]\n");
                    siblings(dag.children(), indent + "  ");
                    out.append(indent).append("end\n");
                }
            }
        }
        for (PlanNode node : nodes) {
            for (NodeName dep : node.head().deps()) {
                out.append(indent)
                        .append(ids.get(dep))
                        .append(" --> ")
                        .append(ids.get(node.name()))
                        .append('\n');
            }
        }
    }

    private static String box(PlanStep step) {
        boolean conditional = step.head().condition().isPresent();
        return (conditional ? "{{\"" : "[\"") + label(step) + (conditional ? "\"}}" : "\"]");
    }

    private static String label(PlanNode node) {
        return Labels.lines(node).stream().map(Mermaid::escaped).collect(Collectors.joining("<br/>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
