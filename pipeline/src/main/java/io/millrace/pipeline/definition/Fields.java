package io.millrace.pipeline.definition;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Mapping.Entry;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.grammar.Key;
import io.millrace.pipeline.grammar.KeyTable;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.source.Span;
import java.util.List;
import java.util.Optional;

/** The values of a map by key, each only when it has the type asked for; the form check has reported the others. */
record Fields(Mapping mapping, KeyTable table, boolean json) {

    /** The entry of a key whose value is not null. */
    Optional<Entry> entry(String key) {
        Optional<Key> wanted = table.find(key, json);
        if (wanted.isPresent()) {
            for (Entry entry : mapping.entries()) {
                if (wanted.get().isWritten(entry.name(), json) && !Scalar.isNull(entry.value())) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    Optional<Node> node(String key) {
        return entry(key).map(Entry::value);
    }

    Optional<Scalar> scalar(String key) {
        return node(key).flatMap(node -> node instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty());
    }

    Optional<Marked<String>> text(String key) {
        return scalar(key).filter(Scalar::isText).map(scalar -> new Marked<>(scalar.text(), scalar.span()));
    }

    /** The text of a key, or the empty text standing at {@code otherwise}. */
    Marked<String> textOr(String key, Span otherwise) {
        return text(key).orElse(new Marked<>("", otherwise));
    }

    Optional<Marked<Boolean>> bool(String key) {
        return scalar(key)
                .flatMap(scalar -> scalar.literal() instanceof Literal.Bool(boolean value)
                        ? Optional.of(new Marked<>(value, scalar.span()))
                        : Optional.empty());
    }

    Optional<Marked<Double>> number(String key) {
        return scalar(key)
                .flatMap(scalar -> scalar.value()
                        .flatMap(value -> asDouble(value))
                        .map(number -> new Marked<>(number, scalar.span())));
    }

    private static Optional<Double> asDouble(Value value) {
        return switch (value) {
            case Value.Int(long number) -> Optional.of((double) number);
            case Value.Real(double number) -> Optional.of(number);
            case Value.Text ignored -> Optional.empty();
            case Value.Items ignored -> Optional.empty();
        };
    }

    Optional<Mapping> map(String key) {
        return node(key).flatMap(node -> node instanceof Mapping inner ? Optional.of(inner) : Optional.empty());
    }

    List<Node> list(String key) {
        return node(key)
                .map(node -> node instanceof Sequence list ? list.items() : List.<Node>of())
                .orElse(List.of());
    }

    Fields inside(Mapping inner, KeyTable innerTable) {
        return new Fields(inner, innerTable, json);
    }
}
