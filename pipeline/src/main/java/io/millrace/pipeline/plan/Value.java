package io.millrace.pipeline.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** A parameter value or a loop item. It keeps its type until it is put into a text. */
public sealed interface Value {

    /** The value as commands, environment variables and records show it: numbers in plain decimals, lists as {@code [1 a [2]]}. */
    String text();

    /** Text, taken as it stands. */
    record Text(String text) implements Value {}

    /** A whole number that fits 64 bits. */
    record Int(long number) implements Value {
        @Override
        public String text() {
            return Long.toString(number);
        }
    }

    /** Any other number; finite. */
    record Real(double number) implements Value {
        @Override
        public String text() {
            return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
        }
    }

    /** A list, possibly nested. */
    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return items.stream().map(Value::text).collect(Collectors.joining(" ", "[", "]"));
        }
    }
}
