package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.plan.ParameterType;
import io.millrace.pipeline.plan.SystemVariable;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.template.TemplateText;
import io.millrace.pipeline.template.TemplateText.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Typed parameters get values of their type, as far as that is known before a run: a template is followed to the values
 * that it can only have.
 */
final class TypeCheck {

    /** What is known of a value before a run. */
    private sealed interface Known {
        /** All of it. */
        record Exactly(Value value) implements Known {}

        /** That it is text. */
        record SomeText() implements Known {}

        /** That it has a declared type. */
        record Typed(ParameterType type) implements Known {}

        /** Nothing. */
        record Nothing() implements Known {}
    }

    private static final Known NOTHING = new Known.Nothing();

    private final Problems problems;

    TypeCheck(Problems problems) {
        this.problems = problems;
    }

    void siblings(Scope scope) {
        siblings(scope, Map.of());
    }

    private void siblings(Scope scope, Map<String, Known> parent) {
        Map<String, Set<String>> deps = new LinkedHashMap<>();
        scope.siblings().forEach((name, node) -> {
            Set<String> own = new LinkedHashSet<>();
            node.head().deps().forEach(dep -> own.add(dep.value()));
            deps.put(name, own);
        });
        Map<String, Map<String, Known>> seen = new HashMap<>();
        for (String name : Cycles.order(deps)) {
            scope.sibling(name).ifPresent(node -> {
                Map<String, Known> parameters = parameters(node, seen, parent);
                seen.put(name, parameters);
                if (node instanceof DagDefinition && scope.siblings().get(name) instanceof DagDefinition dag) {
                    siblings(scope.inside(dag), scope.isComponent() ? open(dag, parameters) : parameters);
                }
            });
        }
    }

    /** Callers may give other values to a component, so that only declared types stay known. */
    private static Map<String, Known> open(DagDefinition component, Map<String, Known> parameters) {
        Map<String, Known> open = new HashMap<>();
        for (String name : parameters.keySet()) {
            ParameterDefinition parameter = component.head().parameters().get(name);
            Optional<ParameterType> type = parameter == null ? Optional.empty() : parameter.type();
            open.put(name, type.<Known>map(Known.Typed::new).orElse(NOTHING));
        }
        return open;
    }

    private Map<String, Known> parameters(
            NodeDefinition node, Map<String, Map<String, Known>> siblings, Map<String, Known> parent) {
        Map<String, Known> known = new HashMap<>();
        for (ParameterDefinition parameter : node.head().parameters().values()) {
            Known value = parameter.usable() ? value(parameter.value(), siblings, parent) : NOTHING;
            if (parameter.usable() && parameter.type().isPresent()) {
                check(node, parameter, parameter.type().get(), value);
            }
            boolean vague = value instanceof Known.Nothing;
            known.put(
                    parameter.name(),
                    vague ? parameter.type().<Known>map(Known.Typed::new).orElse(value) : value);
        }
        return known;
    }

    private static Known value(Value value, Map<String, Map<String, Known>> siblings, Map<String, Known> parent) {
        if (!(value instanceof Value.Text(String text))) {
            return new Known.Exactly(value);
        }
        TemplateText template = TemplateText.parse(text);
        if (!template.hasReference()) {
            return new Known.Exactly(value);
        }
        return template.single()
                .map(reference -> reference(reference, siblings, parent))
                .orElse(new Known.SomeText());
    }

    private static Known reference(
            Reference reference, Map<String, Map<String, Known>> siblings, Map<String, Known> parent) {
        if (reference.system().isPresent()) {
            return reference.system().get() == SystemVariable.PF_LOOP_ARGUMENT ? NOTHING : new Known.SomeText();
        }
        Map<String, Known> from = reference.isParent() ? parent : siblings.getOrDefault(reference.node(), Map.of());
        return from.getOrDefault(reference.name(), NOTHING);
    }

    private void check(NodeDefinition node, ParameterDefinition parameter, ParameterType type, Known value) {
        boolean fits = switch (value) {
            case Known.Nothing ignored -> true;
            case Known.SomeText ignored -> type == ParameterType.STRING || type == ParameterType.PATH;
            case Known.Typed(ParameterType other) -> converts(other, type);
            case Known.Exactly(Value exact) -> type.accepts(exact);
        };
        if (!fits) {
            problems.error(
                    Code.PARAMETER_TYPE,
                    parameter.at(),
                    node.head().path() + ".parameters." + parameter.name(),
                    "parameter '%s' of '%s' is declared as %s, but gets %s"
                            .formatted(parameter.name(), node.name(), type.word(), words(value)),
                    quoted(parameter, type, value));
        }
    }

    private Optional<Fix> quoted(ParameterDefinition parameter, ParameterType type, Known value) {
        boolean number = value instanceof Known.Exactly(Value exact)
                && (exact instanceof Value.Int || exact instanceof Value.Real)
                && problems.source().slice(parameter.at()).equals(exact.text());
        if (type == ParameterType.STRING && number) {
            String text = "'" + problems.source().slice(parameter.at()) + "'";
            return Optional.of(Fix.edit("write it as text: " + text, new Edit(parameter.at(), text)));
        }
        return Optional.empty();
    }

    private static boolean converts(ParameterType from, ParameterType to) {
        boolean text = from == ParameterType.STRING || from == ParameterType.PATH;
        boolean wantsText = to == ParameterType.STRING || to == ParameterType.PATH;
        boolean number = from == ParameterType.INT || from == ParameterType.FLOAT;
        boolean wantsNumber = to == ParameterType.INT || to == ParameterType.FLOAT;
        return from == to || (text && wantsText) || (number && wantsNumber);
    }

    private static String words(Known value) {
        return switch (value) {
            case Known.Nothing ignored -> "something else";
            case Known.SomeText ignored -> "text";
            case Known.Typed(ParameterType type) -> "a parameter declared as " + type.word();
            case Known.Exactly(Value exact) ->
                switch (exact) {
                    case Value.Text(String text) -> "the text '" + shortened(text) + "'";
                    case Value.Int number -> "the number " + number.text();
                    case Value.Real number -> "the number " + number.text();
                    case Value.Items ignored -> "a list";
                };
        };
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
