package io.millrace.pipeline.graph;

import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/** Words about a node, the same in every notation. */
final class Labels {
    private static final int LONGEST = 60;

    private Labels() {}

    /** The name, then a line each for loop, condition and being disabled. */
    static List<String> lines(PlanNode node) {
        List<String> lines = new ArrayList<>();
        lines.add(node.name().text());
        node.head().loop().ifPresent(loop -> lines.add(loop(loop)));
        node.head().condition().ifPresent(condition -> lines.add("if " + shortened(condition.source())));
        if (node.head().disabled()) {
            lines.add("disabled");
        }
        return lines;
    }

    private static String loop(LoopArgument loop) {
        return switch (loop) {
            case LoopArgument.Known(var items, boolean literal) -> "loops over " + items.size() + " elements";
            case LoopArgument.FromParameter(String name) -> "loops over parameter " + name;
            case LoopArgument.FromArtifact(String name) -> "loops over artifact " + name;
        };
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
