package io.millrace.pipeline.plan;

import java.util.Locale;
import java.util.regex.Pattern;

/** Declared type of a parameter. */
public enum ParameterType {
    STRING,
    INT,
    FLOAT,
    PATH,
    LIST;

    private static final Pattern PATH_FORM = Pattern.compile("[.a-zA-Z0-9/_-]+");

    /** Whether {@code value} may be given to a parameter of this type. A float takes whole numbers too. */
    public boolean accepts(Value value) {
        return switch (this) {
            case STRING -> value instanceof Value.Text;
            case INT -> value instanceof Value.Int;
            case FLOAT -> value instanceof Value.Int || value instanceof Value.Real;
            case PATH ->
                value instanceof Value.Text(String text)
                        && PATH_FORM.matcher(text).matches();
            case LIST -> value instanceof Value.Items;
        };
    }

    /** The name as pipelines write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
