package io.millrace.pipeline.graph;

import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.PlanNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts siblings into rows so that each stands below everything that it depends on. */
final class Layers {
    private Layers() {}

    /** The rows from the top; inside a row, nodes stand near what they depend on. */
    static List<List<PlanNode>> of(List<? extends PlanNode> siblings) {
        Map<NodeName, Integer> rows = rows(siblings);
        List<List<PlanNode>> layers = new ArrayList<>();
        for (PlanNode node : siblings) {
            int row = rows.getOrDefault(node.name(), 0);
            while (layers.size() <= row) {
                layers.add(new ArrayList<>());
            }
            layers.get(row).add(node);
        }
        Map<NodeName, Double> place = new HashMap<>();
        layers.forEach(layer -> arrange(layer, place));
        return layers;
    }

    private static Map<NodeName, Integer> rows(List<? extends PlanNode> siblings) {
        Map<NodeName, Integer> open = new HashMap<>();
        Map<NodeName, List<PlanNode>> users = new HashMap<>();
        Deque<PlanNode> ready = new ArrayDeque<>();
        for (PlanNode node : siblings) {
            open.put(node.name(), node.head().deps().size());
            node.head()
                    .deps()
                    .forEach(dep ->
                            users.computeIfAbsent(dep, key -> new ArrayList<>()).add(node));
            if (node.head().deps().isEmpty()) {
                ready.add(node);
            }
        }
        Map<NodeName, Integer> rows = new HashMap<>();
        while (!ready.isEmpty()) {
            PlanNode node = ready.remove();
            int next = rows.getOrDefault(node.name(), 0) + 1;
            for (PlanNode user : users.getOrDefault(node.name(), List.of())) {
                rows.merge(user.name(), next, Math::max);
                if (open.merge(user.name(), -1, Integer::sum) == 0) {
                    ready.add(user);
                }
            }
        }
        return rows;
    }

    private static void arrange(List<PlanNode> layer, Map<NodeName, Double> place) {
        Map<NodeName, Double> wanted = new HashMap<>();
        for (int i = 0; i < layer.size(); i++) {
            PlanNode node = layer.get(i);
            double fallback = i;
            wanted.put(
                    node.name(),
                    node.head().deps().stream()
                            .mapToDouble(dep -> place.getOrDefault(dep, 0.0))
                            .average()
                            .orElse(fallback));
        }
        layer.sort((a, b) -> Double.compare(wanted.getOrDefault(a.name(), 0.0), wanted.getOrDefault(b.name(), 0.0)));
        for (int i = 0; i < layer.size(); i++) {
            place.put(layer.get(i).name(), (double) i);
        }
    }
}
