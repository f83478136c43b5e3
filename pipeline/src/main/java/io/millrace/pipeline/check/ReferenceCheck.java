package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.CacheDefinition;
import io.millrace.pipeline.definition.Components;
import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.NamedText;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps that stand for components, and the components themselves. */
final class ReferenceCheck {
    private static final Set<String> ALLOWED =
            Set.of("deps", "parameters", "artifacts", "reference", "type", "name", "cache");

    private final Problems problems;
    private final Components components;

    ReferenceCheck(Problems problems, Components components) {
        this.problems = problems;
        this.components = components;
    }

    /** Rules of the map of components. */
    void components(Map<String, NodeDefinition> all) {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        all.forEach((name, node) -> {
            uses.put(name, used(node));
            for (Marked<String> dep : node.head().deps()) {
                problems.error(
                        Code.COMPONENT_DEPS,
                        dep.span(),
                        node.head().path() + ".deps",
                        "the component '%s' has deps; only the steps that reference it can".formatted(name));
            }
        });
        Cycles.of(uses).forEach(cycle -> cycle(all, cycle));
    }

    private void cycle(Map<String, NodeDefinition> all, List<String> cycle) {
        NodeDefinition last = all.get(cycle.getLast());
        if (last == null) {
            throw new IllegalStateException("cycle through unknown component " + cycle.getLast());
        }
        Marked<String> place = reference(last, cycle.getFirst()).orElseThrow();
        String message = cycle.size() == 1
                ? "the component '%s' contains itself".formatted(cycle.getFirst())
                : "these components contain each other: " + DepsCheck.round(cycle);
        problems.error(Code.COMPONENT_CYCLE, place.span(), last.head().path() + ".reference", message);
    }

    static Set<String> used(NodeDefinition node) {
        return switch (node) {
            case StepDefinition step ->
                step.reference().map(Marked::value).map(Set::of).orElse(Set.of());
            case DagDefinition dag ->
                dag.children().values().stream()
                        .flatMap(child -> used(child).stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        };
    }

    private static Optional<Marked<String>> reference(NodeDefinition node, String component) {
        return switch (node) {
            case StepDefinition step -> step.reference().filter(it -> it.value().equals(component));
            case DagDefinition dag ->
                dag.children().values().stream()
                        .flatMap(child -> reference(child, component).stream())
                        .findFirst();
        };
    }

    /** Rules of one step that references a component. */
    void node(NodeDefinition node) {
        if (!(node instanceof StepDefinition step) || step.reference().isEmpty()) {
            return;
        }
        Marked<String> reference = step.reference().get();
        keys(step);
        if (components.find(reference.value()).isEmpty()) {
            unknown(step, reference);
            return;
        }
        components.resolve(step).ifPresent(target -> {
            parameters(step, target.head());
            inputs(step, target.head(), reference);
        });
    }

    private void unknown(StepDefinition step, Marked<String> reference) {
        Optional<Fix> fix = Nearest.to(reference.value(), components.names())
                .map(near -> Fix.edit("did you mean '%s'?".formatted(near), new Edit(reference.span(), near)));
        problems.error(
                Code.UNKNOWN_COMPONENT,
                reference.span(),
                step.head().path() + ".reference",
                "'%s' references the component '%s', which is not a top-level entry of components"
                        .formatted(step.name(), reference.value()),
                fix);
    }

    private void keys(StepDefinition step) {
        for (Mapping.Entry entry : step.head().body().entries()) {
            boolean output =
                    entry.name().equals("artifacts") && !step.head().outputs().isEmpty();
            boolean cache = entry.name().equals("cache") && !isIdle(step.cache());
            if (output || cache || (!ALLOWED.contains(entry.name()) && !isNothing(entry.value()))) {
                String what = output ? "artifacts.output" : entry.name();
                problems.error(
                        Code.REFERENCE_KEY,
                        output
                                ? step.head()
                                        .outputs()
                                        .values()
                                        .iterator()
                                        .next()
                                        .key()
                                : entry.key().span(),
                        step.head().path() + "." + what,
                        "'%s' references a component, so it cannot have '%s'; put that into the component"
                                .formatted(step.name(), what));
            }
        }
    }

    private static boolean isIdle(CacheDefinition cache) {
        return !cache.enable().map(Marked::value).orElse(false)
                && cache.maxExpiredTime().isEmpty()
                && cache.scope().isEmpty();
    }

    private static boolean isNothing(Node node) {
        return switch (node) {
            case Mapping mapping -> mapping.entries().isEmpty();
            case Sequence list -> list.items().isEmpty();
            case Scalar scalar -> Scalar.isNull(scalar) || scalar.text().isEmpty();
        };
    }

    private void parameters(StepDefinition step, NodeDefinition.Head target) {
        for (ParameterDefinition given : step.head().parameters().values()) {
            if (!target.parameters().containsKey(given.name()) && target.complete()) {
                Optional<Fix> fix = Nearest.to(given.name(), target.parameters().keySet())
                        .map(near -> Fix.edit("did you mean '%s'?".formatted(near), new Edit(given.key(), near)));
                problems.error(
                        Code.REFERENCE_PARAMETER,
                        given.key(),
                        step.head().path() + ".parameters." + given.name(),
                        "the component has no parameter '%s'".formatted(given.name()),
                        fix);
            }
        }
    }

    private void inputs(StepDefinition step, NodeDefinition.Head target, Marked<String> reference) {
        if (!target.complete() || !step.head().complete()) {
            return;
        }
        for (NamedText given : step.head().inputs().values()) {
            if (!target.inputs().containsKey(given.name())) {
                problems.error(
                        Code.REFERENCE_INPUTS,
                        given.key(),
                        step.head().path() + ".artifacts.input." + given.name(),
                        "the component has no input artifact '%s'".formatted(given.name()));
            }
        }
        for (String needed : target.inputs().keySet()) {
            if (!step.head().inputs().containsKey(needed)) {
                problems.error(
                        Code.REFERENCE_INPUTS,
                        reference.span(),
                        step.head().path() + ".artifacts.input",
                        "the component '%s' needs the input artifact '%s', which '%s' does not give"
                                .formatted(reference.value(), needed, step.name()));
            }
        }
    }
}
