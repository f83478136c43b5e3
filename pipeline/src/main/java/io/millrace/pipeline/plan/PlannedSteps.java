package io.millrace.pipeline.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The steps of a plan, each once however often it loops, in the order of the definition. */
public final class PlannedSteps {
    private PlannedSteps() {}

    /** A step and its path, {@code sweep.train}. */
    public record Planned(String path, PlanStep step) {}

    private record Waiting(String prefix, PlanNode node) {}

    /** All of them. */
    public static List<Planned> of(Plan plan) {
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

    /** Their paths. */
    public static List<String> paths(Plan plan) {
        return of(plan).stream().map(Planned::path).toList();
    }

    /** Names of all storages that the steps need: the main one first, those of mounts and of cache scopes. */
    public static Set<String> storages(Plan plan) {
        Set<String> names = new LinkedHashSet<>();
        plan.mainFs().map(Mount::storage).ifPresent(names::add);
        for (Planned planned : of(plan)) {
            planned.step().extraFs().forEach(mount -> names.add(mount.storage()));
            planned.step().cache().scope().forEach(scope -> names.add(scope.storage()));
        }
        return names;
    }
}
