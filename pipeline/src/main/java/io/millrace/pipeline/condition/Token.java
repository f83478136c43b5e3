package io.millrace.pipeline.condition;

/**
 * A piece of a condition.
 *
 * @param text the operator, the word, the number's digits, the quoted text without its quotes, or the reference's name
 * @param from index of its first character
 * @param to index after its last
 */
record Token(Kind kind, String text, int from, int to) {
    enum Kind {
        NUMBER,
        WORD,
        QUOTED,
        REFERENCE,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return (kind == Kind.OPERATOR || kind == Kind.WORD) && text.equals(operator);
    }
}
