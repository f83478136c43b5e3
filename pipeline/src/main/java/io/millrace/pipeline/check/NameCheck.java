package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.NamedText;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Span;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names have the right form and do not clash. */
final class NameCheck {
    static final Pattern PIPELINE = Pattern.compile(Grammar.PIPELINE_NAME);
    private static final Pattern VARIABLE = Pattern.compile(Grammar.VARIABLE_NAME);

    private final Problems problems;

    NameCheck(Problems problems) {
        this.problems = problems;
    }

    void node(Scope scope, NodeDefinition node) {
        NodeDefinition.Head head = node.head();
        if (!NodeName.isValid(head.name())) {
            problems.error(
                    Code.NODE_NAME,
                    head.key(),
                    head.path(),
                    "'%s' cannot name a step or DAG: use a letter, then up to 29 letters, digits or hyphens"
                            .formatted(head.name()),
                    renamed(scope, head));
        }
        clashes(head);
        if (node instanceof StepDefinition step) {
            for (NamedText env : step.env().values()) {
                variable(env.name(), env.key(), head.path() + ".env." + env.name(), "an environment variable");
            }
        }
    }

    private Optional<Fix> renamed(Scope scope, NodeDefinition.Head head) {
        String better = head.name().replace('_', '-').replace('.', '-').replace(' ', '-');
        if (!NodeName.isValid(better) || scope.siblings().containsKey(better)) {
            return Optional.empty();
        }
        String text = problems.source().text();
        boolean mentioned = text.indexOf(head.name()) != text.lastIndexOf(head.name());
        String advice = "write '%s'".formatted(better);
        return Optional.of(
                mentioned ? Fix.advice(advice + " everywhere") : Fix.edit(advice, new Edit(head.key(), better)));
    }

    private void clashes(NodeDefinition.Head head) {
        Map<String, String> seen = new HashMap<>();
        for (ParameterDefinition each : head.parameters().values()) {
            name(seen, each.name(), each.key(), head.path() + ".parameters." + each.name(), "a parameter");
        }
        for (NamedText each : head.inputs().values()) {
            name(seen, each.name(), each.key(), head.path() + ".artifacts.input." + each.name(), "an input artifact");
        }
        for (NamedText each : head.outputs().values()) {
            name(seen, each.name(), each.key(), head.path() + ".artifacts.output." + each.name(), "an output artifact");
        }
    }

    private void name(Map<String, String> seen, String name, Span at, String path, String what) {
        variable(name, at, path, what);
        String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), what + " '" + name + "'");
        if (other != null) {
            problems.error(
                    Code.NAMES_CLASH,
                    at,
                    path,
                    "%s '%s' has the name of %s; within a node, names must differ in more than case"
                            .formatted(what, name, other));
        }
    }

    private void variable(String name, Span at, String path, String what) {
        if (!VARIABLE.matcher(name).matches()) {
            problems.error(
                    Code.VARIABLE_NAME,
                    at,
                    path,
                    "'%s' cannot name %s: use a letter or underscore, then up to 49 letters, digits or underscores"
                            .formatted(name, what));
        }
    }
}
