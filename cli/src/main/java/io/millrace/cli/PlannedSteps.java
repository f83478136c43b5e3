package io.millrace.cli;

import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The steps of a plan, each once however often it loops, in the order of the definition. */
final class PlannedSteps {
    private PlannedSteps() {}

    /** A step and its path, {@code sweep.train}. */
    record Planned(String path, PlanStep step) {}

    private record Waiting(String prefix, PlanNode node) {}

    static List<Planned> of(Plan plan) {
        List<Planned> steps = new ArrayList<>();
        Deque<Waiting> nodes = new ArrayDeque<>();
        plan.root().children().forEach(child -> nodes.add(new Waiting("", child)));
        plan.postProcess().ifPresent(post -> nodes.add(new Waiting("", post)));
        while (!nodes.isEmpty()) {
            Waiting next = nodes.remove();
            String path = next.prefix() + next.node().name();
            switch (next.node()) {
                case PlanStep step -> steps.add(new Planned(path, step));
                case PlanDag dag -> {
                    List<PlanNode> children = dag.children().reversed();
                    children.forEach(child -> nodes.addFirst(new Waiting(path + ".", child)));
                }
            }
        }
        return steps;
    }

    static List<String> paths(Plan plan) {
        return of(plan).stream().map(Planned::path).toList();
    }
}
