package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deps of one map of nodes: each exists, and nobody waits for itself. */
final class DepsCheck {
    private static final int LONGEST = 10;

    private final Problems problems;

    DepsCheck(Problems problems) {
        this.problems = problems;
    }

    void siblings(Scope scope) {
        Map<String, Set<String>> deps = new LinkedHashMap<>();
        for (NodeDefinition node : scope.siblings().values()) {
            Set<String> known = new LinkedHashSet<>();
            for (Marked<String> dep : node.head().deps()) {
                if (scope.siblings().containsKey(dep.value())) {
                    known.add(dep.value());
                    warnOfCondition(scope, node, dep);
                } else if (!problems.isFull()) {
                    unknown(scope, node, dep);
                }
            }
            deps.put(node.name(), known);
        }
        Cycles.of(deps).forEach(cycle -> report(scope, cycle));
    }

    private void warnOfCondition(Scope scope, NodeDefinition node, Marked<String> dep) {
        boolean conditional = scope.sibling(dep.value())
                .flatMap(sibling -> sibling.head().condition())
                .isPresent();
        if (conditional) {
            problems.warning(
                    Code.CONDITIONAL_DEP,
                    dep.span(),
                    node.head().path() + ".deps",
                    "'%s' has a condition; when it is skipped, '%s' runs as if it had succeeded"
                            .formatted(dep.value(), node.name()),
                    Optional.empty());
        }
    }

    private void unknown(Scope scope, NodeDefinition node, Marked<String> dep) {
        List<String> candidates = scope.siblings().keySet().stream()
                .filter(name -> !name.equals(node.name()))
                .toList();
        Optional<Fix> fix = Nearest.to(dep.value(), candidates)
                .map(near -> Fix.edit("did you mean '%s'?".formatted(near), new Edit(dep.span(), near)));
        String where = scope.isTop() ? "beside it" : "in the same DAG";
        problems.error(
                Code.UNKNOWN_DEP,
                dep.span(),
                node.head().path() + ".deps",
                "'%s' depends on '%s', but there is no such node %s".formatted(node.name(), dep.value(), where),
                fix);
    }

    private void report(Scope scope, List<String> cycle) {
        String last = cycle.getLast();
        NodeDefinition node = scope.siblings().get(last);
        if (node == null) {
            throw new IllegalStateException("cycle through unknown node " + last);
        }
        Marked<String> dep = node.head().deps().stream()
                .filter(each -> each.value().equals(cycle.getFirst()))
                .findFirst()
                .orElseThrow();
        String message = cycle.size() == 1
                ? "'%s' depends on itself".formatted(last)
                : "these wait for each other: " + round(cycle);
        problems.error(Code.DEP_CYCLE, dep.span(), node.head().path() + ".deps", message);
    }

    /** A circle in words; the middle of a long one is left out. */
    static String round(List<String> cycle) {
        List<String> names = new ArrayList<>(cycle);
        names.add(cycle.getFirst());
        String shown = "'" + String.join("' -> '", names.subList(0, Math.min(names.size(), LONGEST))) + "'";
        return names.size() <= LONGEST ? shown : shown + " -> ... -> '" + cycle.getFirst() + "'";
    }
}
