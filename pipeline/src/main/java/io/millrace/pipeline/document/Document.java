package io.millrace.pipeline.document;

import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.source.Span;
import java.util.Optional;

/** Reads a text as a tree of values. */
public final class Document {
    private Document() {}

    /** The map at the root of the text; empty when there is none, which {@code problems} then says. */
    public static Optional<Mapping> read(SourceText source, Notation notation, Limits limits, Problems problems) {
        if (source.text().length() > limits.size()) {
            problems.error(
                    Code.INPUT_TOO_LARGE,
                    Span.at(1, 1),
                    "",
                    "the text has %,d characters; the limit is %,d (setting %s)"
                            .formatted(source.text().length(), limits.size(), Limits.SIZE_SETTING));
            return Optional.empty();
        }
        Optional<Node> root = switch (notation) {
            case YAML -> new YamlReader(source, limits, problems).read();
            case JSON -> new JsonReader(source, limits, problems).read();
        };
        return root.flatMap(node -> map(node, problems));
    }

    /** The JSON list that a text is; empty when it is anything else. Places in it mean nothing. */
    public static Optional<Sequence> jsonList(String text, Limits limits) {
        return json(text, limits).flatMap(node -> node instanceof Sequence list ? Optional.of(list) : Optional.empty());
    }

    /** The JSON value that a text is; empty when it is none. Places in it mean nothing. */
    public static Optional<Node> json(String text, Limits limits) {
        SourceText source = new SourceText("", text);
        Problems problems = new Problems(source);
        Optional<Node> node = new JsonReader(source, limits, problems).read();
        return problems.hasErrors() ? Optional.empty() : node;
    }

    private static Optional<Mapping> map(Node root, Problems problems) {
        return switch (root) {
            case Mapping mapping -> Optional.of(mapping);
            case Sequence list -> {
                problems.error(
                        Code.NOT_A_MAP,
                        list.span().start(),
                        "",
                        "a pipeline is a map of keys such as name and entry_points, not a list");
                yield Optional.empty();
            }
            case Scalar scalar -> {
                problems.error(
                        Code.NOT_A_MAP,
                        scalar.span(),
                        "",
                        "a pipeline is a map of keys such as name and entry_points, not a single value");
                yield Optional.empty();
            }
        };
    }
}
