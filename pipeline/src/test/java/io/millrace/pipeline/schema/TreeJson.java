package io.millrace.pipeline.schema;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.plan.Value;
import java.util.List;
import java.util.stream.Collectors;

/** A tree of values as JSON text. */
final class TreeJson {
    private TreeJson() {}

    static String of(Node node) {
        return switch (node) {
            case Mapping mapping ->
                mapping.entries().stream()
                        .map(entry -> text(entry.name()) + ":" + of(entry.value()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Sequence list -> list.items().stream().map(TreeJson::of).collect(Collectors.joining(",", "[", "]"));
            case Scalar scalar ->
                switch (scalar.literal()) {
                    case Literal.Null ignored -> "null";
                    case Literal.Bool bool -> Boolean.toString(bool.value());
                    case Literal.Plain(Value value) ->
                        value instanceof Value.Text text ? text(text.text()) : value.text();
                };
        };
    }

    private static String text(String text) {
        String list = JsonText.of(List.of(text)).strip();
        return list.substring(1, list.length() - 1).strip();
    }
}
