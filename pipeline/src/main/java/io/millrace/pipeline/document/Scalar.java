package io.millrace.pipeline.document;

import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.source.Span;
import java.util.Optional;

/**
 * A single value.
 *
 * @param text as written, quotes and escapes undone
 * @param literal what it stands for
 * @param style how it was written
 */
public record Scalar(Span span, String text, Literal literal, Style style) implements Node {

    /** What a scalar stands for. */
    public sealed interface Literal {
        /** Nothing. */
        record Null() implements Literal {}

        /** True or false. */
        record Bool(boolean value) implements Literal {}

        /** A number or a text. */
        record Plain(Value value) implements Literal {}

        /** A text. */
        static Literal text(String text) {
            return new Plain(new Value.Text(text));
        }
    }

    /** How a scalar was written. */
    public enum Style {
        PLAIN,
        QUOTED,
        BLOCK
    }

    @Override
    public int size() {
        return 1;
    }

    /** Number or text; empty for null and booleans. */
    public Optional<Value> value() {
        return literal instanceof Literal.Plain(Value value) ? Optional.of(value) : Optional.empty();
    }

    /** Whether this is text. */
    public boolean isText() {
        return literal instanceof Literal.Plain(Value value) && value instanceof Value.Text;
    }

    /** Whether a node is the null value. */
    public static boolean isNull(Node node) {
        return node instanceof Scalar scalar && scalar.literal() instanceof Literal.Null;
    }
}
