package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.LoopDefinition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.NamedText;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import io.millrace.pipeline.template.TemplateText.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Templates in command, env, condition and loop_argument: they see only what the node itself has. */
final class OwnScopeCheck {

    /** A field and what its templates may name. */
    enum Field {
        COMMAND("a command", true, true, true),
        ENV("an environment variable", true, false, false),
        CONDITION("a condition", true, true, false),
        LOOP("loop_argument", false, true, false);

        private final String noun;
        private final boolean system;
        private final boolean input;
        private final boolean output;

        Field(String noun, boolean system, boolean input, boolean output) {
            this.noun = noun;
            this.system = system;
            this.input = input;
            this.output = output;
        }
    }

    private final Problems problems;
    private final References references;
    private final SecretCheck secrets;

    OwnScopeCheck(Problems problems, References references, SecretCheck secrets) {
        this.problems = problems;
        this.references = references;
        this.secrets = secrets;
    }

    void node(NodeDefinition node) {
        NodeDefinition.Head head = node.head();
        head.condition().ifPresent(text -> check(node, Field.CONDITION, text, head.path() + ".condition"));
        if (head.loop().orElse(null) instanceof LoopDefinition.Text(String text, Span at)) {
            check(node, Field.LOOP, new Marked<>(text, at), head.path() + ".loop_argument");
        }
        if (node instanceof StepDefinition step) {
            step.command().ifPresent(text -> check(node, Field.COMMAND, text, head.path() + ".command"));
            for (NamedText env : step.env().values()) {
                check(node, Field.ENV, new Marked<>(env.text(), env.at()), head.path() + ".env." + env.name());
            }
        }
    }

    private void check(NodeDefinition node, Field field, Marked<String> text, String path) {
        TemplateText template = TemplateText.parse(text.value());
        references.literalBraces(text.span(), template, path);
        references.each(text.span(), template, (reference, at) -> {
            if (reference.isSecret() && field == Field.ENV) {
                secrets.variable(template, reference, at, path);
            } else if (reference.isSecret()) {
                secrets.misplaced(field.noun, reference, at, path);
            } else if (!reference.node().isEmpty()) {
                foreign(field, reference, at, path);
            } else if (reference.system().isPresent()) {
                system(field, reference, at, path);
            } else {
                own(node, field, reference, at, path);
            }
        });
    }

    private void system(Field field, Reference reference, Span at, String path) {
        if (!field.system) {
            problems.error(
                    Code.REFERENCE_NOT_ALLOWED,
                    at,
                    path,
                    "%s cannot use the system variable '%s'; loop over a parameter or an input artifact"
                            .formatted(field.noun, reference.raw()));
        }
    }

    private void foreign(Field field, Reference reference, Span at, String path) {
        String of = reference.isParent() ? "the DAG around" : "another node";
        problems.error(
                Code.REFERENCE_NOT_ALLOWED,
                at,
                path,
                "%s cannot use '%s' of %s directly".formatted(field.noun, reference.raw(), of),
                Fix.advice(
                        "add a parameter '%s: %s' to this node and use '{{%1$s}}' here, or take an artifact under artifacts.input"
                                .formatted(reference.name(), "'" + reference.raw() + "'")));
    }

    private void own(NodeDefinition node, Field field, Reference reference, Span at, String path) {
        NodeDefinition.Head head = node.head();
        String name = reference.name();
        if (head.parameters().containsKey(name)) {
            return;
        }
        boolean input = head.inputs().containsKey(name);
        boolean output = head.outputs().containsKey(name);
        if ((input && field.input) || (output && field.output)) {
            return;
        }
        if (input || output) {
            artifact(field, reference, input, at, path);
        } else if (head.complete()) {
            references.unknown(
                    Code.UNKNOWN_NAME,
                    at,
                    path,
                    "'%s' has no %s '%s'".formatted(node.name(), kinds(field), name),
                    reference,
                    names(head, field));
        }
    }

    private void artifact(Field field, Reference reference, boolean input, Span at, String path) {
        String variable = (input ? "PF_INPUT_ARTIFACT_" : "PF_OUTPUT_ARTIFACT_")
                + reference.name().toUpperCase(Locale.ROOT);
        String hint = field == Field.ENV ? "; the job finds its path in $" + variable : "";
        problems.error(
                Code.REFERENCE_NOT_ALLOWED,
                at,
                path,
                "%s cannot use the %s artifact '%s'%s"
                        .formatted(field.noun, input ? "input" : "output", reference.raw(), hint));
    }

    private static String kinds(Field field) {
        return field.output ? "parameter or artifact" : field.input ? "parameter or input artifact" : "parameter";
    }

    private static List<String> names(NodeDefinition.Head head, Field field) {
        List<String> names = new ArrayList<>(head.parameters().keySet());
        if (field.input) {
            names.addAll(head.inputs().keySet());
        }
        if (field.output) {
            names.addAll(head.outputs().keySet());
        }
        if (field.system) {
            names.addAll(List.of("PF_RUN_ID", "PF_STEP_NAME", "PF_USER_NAME", "PF_LOOP_ARGUMENT"));
        }
        return names;
    }

    /** The own parameter or input that a loop names; empty when it is anything else. */
    static Optional<Reference> source(LoopDefinition.Text loop) {
        return TemplateText.parse(loop.text()).single();
    }
}
