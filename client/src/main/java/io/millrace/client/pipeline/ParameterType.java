package io.millrace.client.pipeline;

/** What values of a parameter must look like. */
public enum ParameterType {
    STRING("string"),
    INT("int"),
    /** Takes whole numbers too. */
    FLOAT("float"),
    /** Letters, digits and {@code . / _ -}. */
    PATH("path"),
    LIST("list");

    private final String word;

    ParameterType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
