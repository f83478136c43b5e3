package io.millrace.pipeline.grammar;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Scalar.Style;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.plan.Value;
import java.util.stream.Collectors;

/** Names forms and values in plain words. */
public final class Words {
    private Words() {}

    static String of(Form form) {
        return switch (form) {
            case Form.Text(String pattern) -> pattern.equals("^$") ? "empty text" : "text";
            case Form.Numeric ignored -> "a number";
            case Form.Whole ignored -> "a whole number";
            case Form.Bool ignored -> "true or false";
            case Form.Choice(var words, var anyCase) ->
                words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining("' or '", "'", "'"));
            case Form.Anything ignored -> "anything";
            case Form.Keys(KeyTable table) -> "a map";
            case Form.Named ignored -> "a map";
            case Form.ListOf ignored -> "a list";
            case Form.Either(var forms) -> forms.stream().map(Words::of).collect(Collectors.joining(" or "));
            case Form.StepOrDag ignored -> "a step (a map with the key command) or a DAG (a map with entry_points)";
            case Form.Step ignored -> "a step (a map with the key command)";
            case Form.ParameterValue ignored -> "text, a number, a list, or a map of type and default";
            case Form.Loop ignored -> "a list, JSON text of a list, or one template";
        };
    }

    /** What a value is, in a few words. */
    public static String of(Node node) {
        return switch (node) {
            case Mapping ignored -> "a map";
            case Sequence ignored -> "a list";
            case Scalar scalar ->
                switch (scalar.literal()) {
                    case Literal.Null ignored -> "nothing";
                    case Literal.Bool bool -> "the boolean " + bool.value();
                    case Literal.Plain(Value value) ->
                        switch (value) {
                            case Value.Text text -> text.text().isEmpty() ? "empty text" : "text";
                            case Value.Int number -> "the number " + number.text();
                            case Value.Real number -> "the number " + number.text();
                            case Value.Items ignored -> "a list";
                        };
                };
        };
    }

    /** A remark for words that YAML 1.1 takes for booleans to many people's surprise; else empty. */
    public static String yamlOneOne(Node node) {
        boolean surprising = node instanceof Scalar scalar
                && scalar.literal() instanceof Literal.Bool
                && scalar.style() == Style.PLAIN
                && !scalar.text().equalsIgnoreCase("true")
                && !scalar.text().equalsIgnoreCase("false");
        return surprising
                ? " (YAML reads the word %s as a boolean; quote it to keep the text)".formatted(((Scalar) node).text())
                : "";
    }
}
