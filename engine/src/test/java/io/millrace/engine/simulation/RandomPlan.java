package io.millrace.engine.simulation;

import io.millrace.engine.core.FileContent;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A plan that a seed decides: nested DAGs, loops of all kinds, disabled nodes, retries, time limits, a post step. */
public final class RandomPlan {
    private final Random random;
    private final Map<String, FileContent> files = new HashMap<>();
    private int names;

    public RandomPlan(Random random) {
        this.random = random;
    }

    /** Files that steps of the plan will have written, by artifact name. */
    public Map<String, FileContent> files() {
        return files;
    }

    public Plan make() {
        return PlanBuilder.plan(
                random.nextBoolean() ? FailureStrategy.FAIL_FAST : FailureStrategy.CONTINUE,
                1 + random.nextInt(5),
                random.nextInt(3) == 0 ? Optional.of(PlanBuilder.step("post")) : Optional.empty(),
                nodes(0));
    }

    private PlanBuilder[] nodes(int depth) {
        int count = 1 + random.nextInt(depth == 0 ? 6 : 3);
        List<String> before = new ArrayList<>();
        PlanBuilder[] nodes = new PlanBuilder[count];
        for (int i = 0; i < count; i++) {
            String name = "n" + names++;
            boolean nested = depth < 3 && random.nextInt(4) == 0;
            nodes[i] = nested ? PlanBuilder.dag(name, nodes(depth + 1)) : step(name);
            for (String earlier : before) {
                if (random.nextInt(3) == 0) {
                    nodes[i].after(earlier);
                }
            }
            decorate(nodes[i], before);
            before.add(name);
        }
        return nodes;
    }

    private PlanBuilder step(String name) {
        PlanBuilder step = PlanBuilder.step(name).output(name + "out");
        if (random.nextInt(4) == 0) {
            step.retry(1 + random.nextInt(3), Duration.ofMillis(5));
        }
        if (random.nextInt(6) == 0) {
            step.timeout(Duration.ofMillis(10 + random.nextInt(30)));
        }
        if (random.nextInt(3) == 0) {
            step.cached();
        }
        return step;
    }

    private void decorate(PlanBuilder node, List<String> before) {
        switch (random.nextInt(9)) {
            case 0 -> node.disabled();
            case 1 -> node.loop("a", 2, 1.5);
            case 2 -> node.loop(new LoopArgument.Known(List.of(), false));
            case 3 -> {
                node.parameter("p", new Template.Fixed(PlanBuilder.value(random.nextInt(4) == 0 ? "x" : "[1,2]")));
                node.loop(new LoopArgument.FromParameter("p"));
            }
            case 4 -> loopOverFile(node, before);
            default -> {}
        }
    }

    private void loopOverFile(PlanBuilder node, List<String> before) {
        if (before.isEmpty()) {
            return;
        }
        String upstream = before.get(random.nextInt(before.size()));
        files.put(
                upstream + "out",
                random.nextInt(5) == 0
                        ? new FileContent.Unreadable("a folder")
                        : new FileContent.Text(random.nextInt(5) == 0 ? "nonsense" : "[1, 2]"));
        node.after(upstream).input("in", upstream, upstream + "out").loop(new LoopArgument.FromArtifact("in"));
    }
}
