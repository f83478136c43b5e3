package io.millrace.pipeline.grammar;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Scalar.Style;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Remedies for values of the wrong type, where the author's wish is plain. */
final class TypeFixes {
    private final SourceText source;

    TypeFixes(SourceText source) {
        this.source = source;
    }

    Optional<Fix> of(Node node, Form form) {
        return switch (form) {
            case Form.Text text -> toText(node, text);
            case Form.Either ignored when isNumber(node) -> Optional.empty();
            case Form.Either(var forms) ->
                forms.stream()
                        .map(each -> of(node, each))
                        .flatMap(Optional::stream)
                        .findFirst();
            case Form.Choice ignored -> Optional.empty();
            case Form.Numeric ignored -> unquoted(node);
            case Form.Whole ignored -> unquoted(node);
            case Form.Bool ignored -> unquoted(node);
            case Form.Keys ignored -> withoutDashes(node);
            case Form.Named ignored -> withoutDashes(node);
            case Form.StepOrDag ignored -> asCommand(node);
            case Form.Step ignored -> asCommand(node);
            case Form.ListOf(Form item) -> toList(node, item);
            case Form.Anything ignored -> Optional.empty();
            case Form.ParameterValue ignored -> Optional.empty();
            case Form.Loop ignored -> Optional.empty();
        };
    }

    private static boolean isNumber(Node node) {
        return node instanceof Scalar scalar && scalar.value().isPresent() && !scalar.isText();
    }

    private static Optional<Fix> toText(Node node, Form.Text form) {
        if (form.pattern().equals("^$")) {
            return Optional.empty();
        }
        if (node instanceof Scalar scalar && scalar.style() == Style.PLAIN && !Scalar.isNull(scalar)) {
            String quoted = quote(scalar.text());
            return Optional.of(Fix.edit("write it as text: " + quoted, new Edit(scalar.span(), quoted)));
        }
        if (node instanceof Sequence list
                && !list.items().isEmpty()
                && list.items().stream().allMatch(TypeFixes::isWord)) {
            String joined =
                    list.items().stream().map(item -> ((Scalar) item).text()).collect(Collectors.joining(", "));
            return Optional.of(Fix.edit("write one text: " + joined, new Edit(list.span(), quote(joined))));
        }
        return Optional.empty();
    }

    private static boolean isWord(Node node) {
        return node instanceof Scalar scalar && scalar.text().matches("[A-Za-z][A-Za-z0-9.-]*");
    }

    private static Optional<Fix> unquoted(Node node) {
        if (!(node instanceof Scalar scalar) || scalar.style() != Style.QUOTED) {
            return Optional.empty();
        }
        boolean plainWord = scalar.text().matches("true|false|-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,9})?");
        return plainWord
                ? Optional.of(Fix.edit("remove the quotes", new Edit(scalar.span(), scalar.text())))
                : Optional.empty();
    }

    /** Turns a block list of maps of one entry each into one map. */
    private Optional<Fix> withoutDashes(Node node) {
        if (!(node instanceof Sequence list) || list.flow() || list.items().isEmpty()) {
            return Optional.empty();
        }
        List<Edit> edits = new ArrayList<>();
        for (Node item : list.items()) {
            Span span = item.span();
            String before = source.slice(new Span(span.line(), 1, span.line(), span.column()));
            int dash = before.lastIndexOf('-');
            if (!(item instanceof Mapping mapping)
                    || mapping.flow()
                    || dash < 0
                    || !before.strip().matches("-?")) {
                return Optional.empty();
            }
            edits.add(new Edit(new Span(span.line(), dash + 1, span.line(), dash + 2), " "));
        }
        return Optional.of(new Fix("write a map: remove the dashes", edits));
    }

    private static Optional<Fix> asCommand(Node node) {
        if (node instanceof Scalar scalar
                && scalar.style() != Style.BLOCK
                && scalar.literal() instanceof Literal.Plain
                && scalar.span().line() == scalar.span().endLine()) {
            String map = "{command: " + quote(scalar.text()) + "}";
            return Optional.of(Fix.edit("write " + map, new Edit(scalar.span(), map)));
        }
        return Optional.empty();
    }

    private static Optional<Fix> toList(Node node, Form item) {
        boolean textItems = item instanceof Form.Text || item instanceof Form.Whole;
        if (textItems && node instanceof Scalar scalar && scalar.style() != Style.BLOCK && isListOfWords(scalar)) {
            String list = "[" + scalar.text().strip() + "]";
            return Optional.of(Fix.edit("write a list: " + list, new Edit(scalar.span(), list)));
        }
        return item instanceof Form.Keys && node instanceof Mapping mapping ? dashed(mapping) : Optional.empty();
    }

    private static boolean isListOfWords(Scalar scalar) {
        return scalar.text().matches("\\s*[A-Za-z0-9_]+(\\s*,\\s*[A-Za-z0-9_]+)*\\s*");
    }

    private static Optional<Fix> dashed(Mapping mapping) {
        Span span = mapping.span();
        if (mapping.flow()) {
            return Optional.of(new Fix(
                    "write a list: put it in brackets",
                    List.of(new Edit(span.start(), "["), new Edit(Span.at(span.endLine(), span.endColumn()), "]"))));
        }
        List<Edit> edits = new ArrayList<>();
        edits.add(new Edit(span.start(), "- "));
        for (int line = span.line() + 1; line <= span.endLine(); line++) {
            edits.add(new Edit(Span.at(line, 1), "  "));
        }
        return Optional.of(new Fix("write a list: put '- ' before the first key", edits));
    }

    static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
