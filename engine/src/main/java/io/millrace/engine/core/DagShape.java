package io.millrace.engine.core;

import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who waits for whom among the children of a DAG, by position; shared by all its iterations. */
final class DagShape {
    private final Map<String, Integer> positions = new HashMap<>();
    private final int[][] dependents;

    DagShape(PlanDag dag) {
        List<List<Integer>> lists = new ArrayList<>();
        for (PlanNode child : dag.children()) {
            positions.put(child.name().text(), positions.size());
            lists.add(new ArrayList<>());
        }
        for (int child = 0; child < lists.size(); child++) {
            for (NodeName dep : dag.children().get(child).head().deps()) {
                lists.get(position(dep.text())).add(child);
            }
        }
        dependents = lists.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Where the child of that name stands. */
    int position(String child) {
        Integer position = positions.get(child);
        if (position == null) {
            throw new IllegalStateException("no node '" + child + "' among " + positions.keySet());
        }
        return position;
    }

    /** The children that name the child at {@code position} in their deps. */
    int[] dependents(int position) {
        return dependents[position];
    }
}
