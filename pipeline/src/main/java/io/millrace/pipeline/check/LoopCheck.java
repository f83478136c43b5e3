package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.LoopDefinition;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.document.Document;
import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.grammar.Words;
import io.millrace.pipeline.plan.LoopItems;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import java.util.Optional;

/** Loops go over lists: YAML lists, JSON text of lists, or one own parameter or input artifact. */
final class LoopCheck {
    private final Problems problems;
    private final Limits limits;

    LoopCheck(Problems problems, Limits limits) {
        this.problems = problems;
        this.limits = limits;
    }

    void node(NodeDefinition node) {
        String path = node.head().path() + ".loop_argument";
        node.head().loop().ifPresent(loop -> {
            switch (loop) {
                case LoopDefinition.Items(var items, Span at) -> length(items.size(), at, path);
                case LoopDefinition.Text text -> text(node, text, path);
            }
        });
    }

    private void length(int length, Span at, String path) {
        if (length == 0) {
            problems.warning(
                    Code.LOOP_EMPTY, at, path, "the list is empty, so nothing will run here", Optional.empty());
        }
        if (length > limits.loopLength()) {
            problems.error(
                    Code.LOOP_TOO_LONG,
                    at.start(),
                    path,
                    "the loop has %,d elements; the limit is %,d (setting %s)"
                            .formatted(length, limits.loopLength(), Limits.LOOP_LENGTH_SETTING));
        }
    }

    private void text(NodeDefinition node, LoopDefinition.Text loop, String path) {
        TemplateText template = TemplateText.parse(loop.text());
        if (template.single().isPresent()) {
            parameter(node, template.single().get(), loop.at(), path);
        } else if (template.hasReference() && !loop.text().strip().startsWith("[")) {
            problems.error(
                    Code.LOOP_FORM,
                    loop.at(),
                    path,
                    "a loop_argument with a template must be that one template and nothing else, not even a blank");
        } else {
            json(loop, path);
        }
    }

    private void parameter(NodeDefinition node, TemplateText.Reference reference, Span at, String path) {
        ParameterDefinition parameter = node.head().parameters().get(reference.name());
        if (parameter == null || !reference.node().isEmpty() || !parameter.usable() || isList(parameter.value())) {
            return;
        }
        problems.warning(
                Code.LOOP_PARAMETER,
                at,
                path,
                "parameter '%s' is not a list, so '%s' will fail unless the request changes it"
                        .formatted(parameter.name(), node.name()),
                Optional.empty());
    }

    private static boolean isList(Value value) {
        if (value instanceof Value.Text(String text) && TemplateText.parse(text).hasReference()) {
            return true;
        }
        try {
            LoopItems.of(value);
            return true;
        } catch (LoopItems.LoopException e) {
            return false;
        }
    }

    private void json(LoopDefinition.Text loop, String path) {
        Optional<Sequence> list = Document.jsonList(loop.text(), limits);
        if (list.isEmpty()) {
            problems.error(
                    Code.LOOP_FORM,
                    loop.at(),
                    path,
                    "a loop_argument is a list, JSON text of a list such as '[1, 2]', or one template");
            return;
        }
        list.get().items().forEach(item -> element(item, loop.at(), path));
        length(list.get().items().size(), loop.at(), path);
    }

    private void element(Node item, Span at, String path) {
        switch (item) {
            case Sequence inner -> inner.items().forEach(each -> element(each, at, path));
            case Mapping mapping -> badElement(mapping, at, path);
            case Scalar scalar when scalar.value().isEmpty() -> badElement(scalar, at, path);
            case Scalar scalar
            when TemplateText.parse(scalar.text()).hasReference() ->
                problems.error(
                        Code.LOOP_ELEMENT,
                        at,
                        path,
                        "a loop element is a template; a list is taken as it stands, so loop over a parameter instead");
            case Scalar ignored -> {}
        }
    }

    private void badElement(Node item, Span at, String path) {
        problems.error(
                Code.LOOP_ELEMENT,
                at,
                path,
                "a loop element is %s; elements are text, numbers and lists".formatted(Words.of(item)));
    }
}
