package io.millrace.pipeline.grammar;

import java.util.List;

/** What a value may look like. */
public sealed interface Form {

    /** Text; {@code pattern} (a regular expression, empty: none) is checked later, with a message of its own. */
    record Text(String pattern) implements Form {}

    /** A number, whole or not. */
    record Numeric() implements Form {}

    /** A whole number. */
    record Whole() implements Form {}

    /** True or false. */
    record Bool() implements Form {}

    /** One of some words, in any case when {@code anyCase}. */
    record Choice(List<String> words, boolean anyCase) implements Form {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** Anything; ignored. */
    record Anything() implements Form {}

    /** A map with a closed set of keys. */
    record Keys(KeyTable table) implements Form {}

    /** A map whose keys are names that the author chooses; {@code names} is the regular expression of a name. */
    record Named(String names, Form value) implements Form {}

    /** A list. */
    record ListOf(Form item) implements Form {}

    /** One of several forms. */
    record Either(List<Form> forms) implements Form {
        public Either {
            forms = List.copyOf(forms);
        }
    }

    /** A step or a DAG; a DAG has the key {@code entry_points}. */
    record StepOrDag() implements Form {}

    /** A step. */
    record Step() implements Form {}

    /** The value of a parameter: text, number, list of those, or a map of type and default. Checked with its own messages. */
    record ParameterValue() implements Form {}

    /** A list of text, numbers and lists, or text. Checked with its own messages. */
    record Loop() implements Form {}
}
