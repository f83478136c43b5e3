package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.NamedText;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import io.millrace.pipeline.template.TemplateText.Reference;
import java.util.Optional;
import java.util.Set;

/** Artifacts: where inputs come from, what DAGs hand out, and that there is a storage to hold them. */
final class ArtifactCheck {
    private final Problems problems;
    private final References references;
    private final boolean storage;

    ArtifactCheck(Problems problems, References references, boolean storage) {
        this.problems = problems;
        this.references = references;
        this.storage = storage;
    }

    void needsStorage(NodeDefinition node) {
        if (storage) {
            return;
        }
        for (NamedText output : node.head().outputs().values()) {
            problems.error(
                    Code.NEEDS_STORAGE,
                    output.key(),
                    node.head().path() + ".artifacts.output." + output.name(),
                    "the output artifact '%s' needs a storage: name one under fs_options.main_fs or in the request"
                            .formatted(output.name()));
        }
    }

    void node(Scope scope, NodeDefinition node) {
        for (NamedText input : node.head().inputs().values()) {
            String path = node.head().path() + ".artifacts.input." + input.name();
            if (!(input.text().isEmpty() && scope.isComponent())) {
                single(input, path, "{{node.artifact}}")
                        .ifPresent(reference -> input(scope, node, reference, input.at(), path));
            }
        }
        if (node instanceof DagDefinition dag) {
            Scope inside = scope.inside(dag);
            for (NamedText output : dag.head().outputs().values()) {
                String path = dag.head().path() + ".artifacts.output." + output.name();
                single(output, path, "{{child.artifact}}")
                        .ifPresent(reference -> output(inside, dag, reference, output.at(), path));
            }
        }
    }

    private Optional<Reference> single(NamedText artifact, String path, String example) {
        Optional<Reference> reference = TemplateText.parse(artifact.text()).single();
        if (reference.isPresent() && !reference.get().node().isEmpty()) {
            return reference;
        }
        problems.error(
                Code.ARTIFACT_FORM,
                artifact.at(),
                path,
                "the source of artifact '%s' must be exactly one template '%s', and nothing else"
                        .formatted(artifact.name(), example));
        return Optional.empty();
    }

    private void input(Scope scope, NodeDefinition node, Reference reference, Span at, String path) {
        if (reference.isParent()) {
            fromParent(scope, node, reference, at, path);
        } else if (!scope.siblings().containsKey(reference.node())) {
            references.unknownSibling(scope, node, reference, at, path);
        } else if (isOutput(scope, reference, at, path) && !ParameterScopeCheck.dependsOn(node, reference.node())) {
            references.missingDep(scope, node, reference, at, path);
        }
    }

    private void fromParent(Scope scope, NodeDefinition node, Reference reference, Span at, String path) {
        if (scope.parent().isEmpty()) {
            problems.error(
                    Code.NO_PARENT,
                    at,
                    path,
                    "'%s' stands outside any DAG, so '%s' has no parent".formatted(reference.raw(), node.name()));
            return;
        }
        NodeDefinition.Head parent = scope.parent().get().head();
        if (!parent.inputs().containsKey(reference.name()) && parent.complete()) {
            references.unknown(
                    Code.UNKNOWN_ARTIFACT,
                    at,
                    path,
                    "the DAG '%s' has no input artifact '%s'".formatted(parent.name(), reference.name()),
                    reference,
                    parent.inputs().keySet());
        }
    }

    private void output(Scope inside, DagDefinition dag, Reference reference, Span at, String path) {
        if (inside.siblings().containsKey(reference.node())) {
            isOutput(inside, reference, at, path);
        } else {
            references.unknown(
                    Code.UNKNOWN_UPSTREAM,
                    at,
                    path,
                    "the DAG '%s' has no child '%s'".formatted(dag.name(), reference.node()),
                    new Reference(reference.raw(), reference.nth(), "", reference.node()),
                    Set.of());
        }
    }

    /** Whether the reference names an output that is there whenever its node is done. */
    private boolean isOutput(Scope scope, Reference reference, Span at, String path) {
        Optional<NodeDefinition> sibling = scope.sibling(reference.node());
        if (sibling.isEmpty()) {
            return true;
        }
        NodeDefinition.Head head = sibling.get().head();
        if (!head.outputs().containsKey(reference.name()) && head.complete()) {
            references.unknown(
                    Code.UNKNOWN_ARTIFACT,
                    at,
                    path,
                    "'%s' has no output artifact '%s'".formatted(reference.node(), reference.name()),
                    reference,
                    head.outputs().keySet());
            return false;
        }
        if (head.condition().isPresent()) {
            problems.error(
                    Code.CONDITIONAL_ARTIFACT,
                    at,
                    path,
                    "'%s' has a condition; when it is skipped, its artifact '%s' does not exist"
                            .formatted(reference.node(), reference.name()));
        }
        return true;
    }
}
