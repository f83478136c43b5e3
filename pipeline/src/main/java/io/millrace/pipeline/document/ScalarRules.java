package io.millrace.pipeline.document;

import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.plan.NumberText;
import io.millrace.pipeline.plan.Value;
import java.util.Optional;
import java.util.Set;

/** What an unquoted YAML scalar stands for: YAML 1.1, with dates and {@code 1:30} as text. */
final class ScalarRules {
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");

    private ScalarRules() {}

    static Literal plain(String text) {
        if (NULL.contains(text)) {
            return new Literal.Null();
        }
        if (TRUE.contains(text)) {
            return new Literal.Bool(true);
        }
        if (FALSE.contains(text)) {
            return new Literal.Bool(false);
        }
        return new Literal.Plain(number(text).orElse(new Value.Text(text)));
    }

    static Optional<Value> number(String text) {
        return NumberText.read(text);
    }
}
