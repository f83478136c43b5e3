package io.millrace.cli;

import io.millrace.engine.StoredInputs;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of an unfinished run that was not scheduled yet.
 *
 * @param reason why not, for example {@code dependency prepare}
 */
record WaitingNode(String path, String reason) {

    /** The nodes whose DAG is entered and whose dependencies are not met. */
    static List<WaitingNode> of(RunRecord run, List<NodeRow> nodes) {
        RunInput input = new StoredInputs().of(run);
        Map<Integer, PlanDag> entered = new HashMap<>();
        Map<Integer, Map<String, List<NodeRow>>> children = new HashMap<>();
        for (NodeRow row : nodes) {
            children.computeIfAbsent(row.parent(), parent -> new HashMap<>())
                    .computeIfAbsent(row.name(), name -> new ArrayList<>())
                    .add(row);
            if (row.node() == 0) {
                entered.put(0, input.plan().root());
            } else if (row.kind() == NodeRow.Kind.DAG && entered.containsKey(row.parent())) {
                entered.put(row.node(), dag(entered.get(row.parent()), row.name()));
            }
        }
        List<WaitingNode> waiting = new ArrayList<>();
        for (NodeRow row : nodes) {
            if (entered.containsKey(row.node())
                    && !row.status().isFinal()
                    && row.startedAt().isPresent()) {
                Map<String, List<NodeRow>> known = children.getOrDefault(row.node(), Map.of());
                for (PlanNode child : entered.get(row.node()).children()) {
                    if (!known.containsKey(child.name().text())) {
                        String path = row.path().isEmpty() ? child.name().text() : row.path() + "." + child.name();
                        waiting.add(new WaitingNode(path, reason(child, known)));
                    }
                }
            }
        }
        return waiting;
    }

    private static PlanDag dag(PlanDag parent, String name) {
        return (PlanDag) parent.children().stream()
                .filter(child -> child.name().text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node '" + name + "' in '" + parent.name() + "'"));
    }

    private static String reason(PlanNode child, Map<String, List<NodeRow>> siblings) {
        List<String> unmet = child.head().deps().stream()
                .map(NodeName::text)
                .filter(dep -> {
                    List<NodeRow> rows = siblings.getOrDefault(dep, List.of());
                    return rows.isEmpty()
                            || rows.stream().anyMatch(row -> !row.status().isFinal());
                })
                .toList();
        return unmet.isEmpty() ? "file" : "dependency " + String.join(", ", unmet);
    }
}
