package io.millrace.pipeline.plan;

import java.util.regex.Pattern;

/** Name of a node inside its DAG: letters, digits and hyphens, a letter first, at most 30 characters. */
public record NodeName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]{0,29}");

    public NodeName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a node name: '" + text + "'");
        }
    }

    /** Whether {@code text} may name a node. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
