package io.millrace.pipeline.condition;

import java.math.BigDecimal;

/** A value during evaluation. */
sealed interface Operand {
    /** A number. */
    record Num(double number) implements Operand {}

    /**
     * A text.
     *
     * @param bound the value of a reference outside quotes; {@code true} and {@code false} may then stand for booleans
     */
    record Text(String text, boolean bound) implements Operand {}

    /** True or false. */
    record Bool(boolean value) implements Operand {}

    /** The value for messages and for joining to text. */
    default String shown() {
        return switch (this) {
            case Num(double number) -> plain(number);
            case Text(String text, boolean bound) -> text;
            case Bool(boolean value) -> Boolean.toString(value);
        };
    }

    /** What it is, for messages. */
    default String kind() {
        return switch (this) {
            case Num num -> "the number " + num.shown();
            case Text(String text, boolean bound) -> "the text '" + shortened(text) + "'";
            case Bool(boolean value) -> Boolean.toString(value);
        };
    }

    private static String plain(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
