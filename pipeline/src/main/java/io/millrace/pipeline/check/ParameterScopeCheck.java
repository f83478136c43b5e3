package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import io.millrace.pipeline.template.TemplateText.Reference;
import java.util.Optional;

/** Templates in parameters: system variables, parameters of nodes in deps, parameters of the DAG around. */
final class ParameterScopeCheck {
    private final Problems problems;
    private final References references;
    private final SecretCheck secrets;

    ParameterScopeCheck(Problems problems, References references, SecretCheck secrets) {
        this.problems = problems;
        this.references = references;
        this.secrets = secrets;
    }

    void node(Scope scope, NodeDefinition node) {
        for (ParameterDefinition parameter : node.head().parameters().values()) {
            if (parameter.usable() && parameter.value() instanceof Value.Text(String text)) {
                TemplateText template = TemplateText.parse(text);
                String path = node.head().path() + ".parameters." + parameter.name();
                references.literalBraces(parameter.at(), template, path);
                references.each(
                        parameter.at(), template, (reference, at) -> reference(scope, node, reference, at, path));
            }
        }
    }

    private void reference(Scope scope, NodeDefinition node, Reference reference, Span at, String path) {
        if (reference.system().isPresent()) {
            return;
        }
        if (reference.isParent()) {
            parent(scope, node, reference, at, path);
        } else if (reference.node().isEmpty()) {
            own(node, reference, at, path);
        } else {
            sibling(scope, node, reference, at, path);
        }
    }

    private void own(NodeDefinition node, Reference reference, Span at, String path) {
        boolean known = node.head().parameters().containsKey(reference.name())
                || node.head().inputs().containsKey(reference.name())
                || node.head().outputs().containsKey(reference.name());
        if (known) {
            problems.error(
                    Code.REFERENCE_NOT_ALLOWED,
                    at,
                    path,
                    "a parameter cannot use '%s' of the same node; use it in the command or env instead"
                            .formatted(reference.raw()));
        } else {
            problems.error(
                    Code.UNKNOWN_NAME,
                    at,
                    path,
                    "'%s' names nothing that a parameter can use: system variables, '{{node.parameter}}' of a node in deps, '{{PF_PARENT.parameter}}'"
                            .formatted(reference.raw()));
        }
    }

    private void sibling(Scope scope, NodeDefinition node, Reference reference, Span at, String path) {
        if (reference.isSecret() && !scope.siblings().containsKey(TemplateText.SECRET)) {
            secrets.misplaced("a parameter", reference, at, path);
            return;
        }
        if (!scope.siblings().containsKey(reference.node())) {
            references.unknownSibling(scope, node, reference, at, path);
            return;
        }
        if (References.isLoopElement(reference)) {
            problems.error(
                    Code.LOOP_ARGUMENT_OF_OTHER,
                    at,
                    path,
                    "'%s' is the loop element of another node, which has many; only the DAG around can hand on its own"
                            .formatted(reference.raw()));
            return;
        }
        Optional<NodeDefinition> sibling = scope.sibling(reference.node());
        if (sibling.isPresent() && !has(sibling.get(), node, reference, at, path)) {
            return;
        }
        if (!dependsOn(node, reference.node())) {
            references.missingDep(scope, node, reference, at, path);
        }
    }

    private boolean has(NodeDefinition sibling, NodeDefinition node, Reference reference, Span at, String path) {
        NodeDefinition.Head head = sibling.head();
        if (head.parameters().containsKey(reference.name()) || !head.complete()) {
            return true;
        }
        if (head.outputs().containsKey(reference.name()) || head.inputs().containsKey(reference.name())) {
            problems.error(
                    Code.REFERENCE_NOT_ALLOWED,
                    at,
                    path,
                    "'%s' is an artifact; '%s' can read it under artifacts.input, not as a parameter"
                            .formatted(reference.raw(), node.name()));
        } else {
            references.unknown(
                    Code.UNKNOWN_NAME,
                    at,
                    path,
                    "'%s' has no parameter '%s'".formatted(reference.node(), reference.name()),
                    reference,
                    head.parameters().keySet());
        }
        return false;
    }

    static boolean dependsOn(NodeDefinition node, String other) {
        return node.head().deps().stream().map(Marked::value).anyMatch(other::equals);
    }

    private void parent(Scope scope, NodeDefinition node, Reference reference, Span at, String path) {
        if (scope.parent().isEmpty()) {
            noParent(node, reference, at, path);
            return;
        }
        DagDefinition parent = scope.parent().get();
        NodeDefinition.Head head = parent.head();
        if (References.isLoopElement(reference)) {
            if (head.loop().isEmpty() && head.complete()) {
                problems.error(
                        Code.PARENT_DOES_NOT_LOOP,
                        at,
                        path,
                        "'%s' is empty: the DAG '%s' has no loop_argument".formatted(reference.raw(), head.name()));
            }
        } else if (head.inputs().containsKey(reference.name())) {
            problems.error(
                    Code.REFERENCE_NOT_ALLOWED,
                    at,
                    path,
                    "'%s' is an artifact; '%s' can read it under artifacts.input, not as a parameter"
                            .formatted(reference.raw(), node.name()));
        } else if (!head.parameters().containsKey(reference.name()) && head.complete()) {
            references.unknown(
                    Code.UNKNOWN_NAME,
                    at,
                    path,
                    "the DAG '%s' has no parameter '%s'".formatted(head.name(), reference.name()),
                    reference,
                    head.parameters().keySet());
        }
    }

    void noParent(NodeDefinition node, Reference reference, Span at, String path) {
        problems.error(
                Code.NO_PARENT,
                at,
                path,
                "'%s' stands outside any DAG, so '%s' has no parent".formatted(reference.raw(), node.name()));
    }
}
