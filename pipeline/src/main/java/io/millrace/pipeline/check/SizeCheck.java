package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.Components;
import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.LoopDefinition;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.plan.LoopItems;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Limits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bounds what a pipeline becomes once components are in place. A node counts once an iteration where the length of its
 * loop, and of the loops around it, is known. Needs components without circles.
 */
final class SizeCheck {

    /** Nodes and levels of a definition; the number of nodes stops growing far above any limit. */
    private record Size(long nodes, int depth) {
        private static final long MOST = Long.MAX_VALUE / 4;

        Size and(Size other) {
            return new Size(Math.min(MOST, nodes + other.nodes), Math.max(depth, other.depth));
        }

        Size around(long iterations) {
            long each = Math.min(MOST, nodes + 1);
            long all = iterations > 0 && each > MOST / iterations ? MOST : each * iterations;
            return new Size(all, depth + 1);
        }
    }

    private static final Size EMPTY = new Size(0, 0);

    private final Problems problems;
    private final Limits limits;
    private final Map<String, Size> components = new HashMap<>();

    SizeCheck(Problems problems, Limits limits) {
        this.problems = problems;
        this.limits = limits;
    }

    void check(PipelineDefinition pipeline) {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        pipeline.components().forEach((name, node) -> uses.put(name, ReferenceCheck.used(node)));
        for (String name : Cycles.order(uses)) {
            NodeDefinition node = pipeline.components().get(name);
            if (node != null) {
                Size size = size(node);
                components.put(name, size);
                if (size.depth() > limits.depth()) {
                    tooDeep(node);
                    return;
                }
            }
        }
        Size whole = EMPTY;
        for (NodeDefinition node : pipeline.entryPoints().values()) {
            Size size = size(node);
            whole = whole.and(size);
            if (size.depth() > limits.depth()) {
                tooDeep(node);
            }
            if (whole.nodes() > limits.nodes()) {
                problems.error(
                        Code.TOO_MANY_NODES,
                        node.head().key(),
                        node.head().path(),
                        "with '%s' the pipeline has more than %,d steps and DAGs, components and known loops included (setting %s)"
                                .formatted(node.name(), limits.nodes(), Limits.NODES_SETTING));
                return;
            }
        }
    }

    private void tooDeep(NodeDefinition node) {
        problems.error(
                Code.NESTED_TOO_DEEP,
                node.head().key(),
                node.head().path(),
                "with its components '%s' is nested more than %d levels deep (setting %s)"
                        .formatted(node.name(), limits.depth(), Limits.DEPTH_SETTING));
    }

    private Size size(NodeDefinition node) {
        Optional<String> reference = Components.reference(node);
        if (reference.isPresent()) {
            Size target = components.getOrDefault(reference.get(), EMPTY);
            return new Size(target.nodes(), target.depth() + 1);
        }
        Size inside = EMPTY;
        if (node instanceof DagDefinition dag) {
            for (NodeDefinition child : dag.children().values()) {
                inside = inside.and(size(child));
            }
        }
        return inside.around(iterations(node));
    }

    private static long iterations(NodeDefinition node) {
        if (node.head().loop().isEmpty()) {
            return 1;
        }
        return switch (node.head().loop().get()) {
            case LoopDefinition.Items(var items, var at) -> items.size();
            case LoopDefinition.Text text -> iterations(text);
        };
    }

    private static long iterations(LoopDefinition.Text text) {
        try {
            return LoopItems.ofJson(text.text(), Integer.MAX_VALUE).size();
        } catch (LoopItems.LoopException e) {
            return 1;
        }
    }
}
