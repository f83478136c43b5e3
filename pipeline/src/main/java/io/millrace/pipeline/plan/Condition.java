package io.millrace.pipeline.plan;

import java.util.Set;
import java.util.function.UnaryOperator;

/** A boolean expression over literals, parameters, system variables and small input artifacts, checked for its form. */
public interface Condition {
    /** The expression as written. */
    String source();

    /** Names between braces that occur in the expression. */
    Set<String> references();

    /**
     * Whether the condition holds.
     *
     * @param textOf answers the text of each reference; bound as a literal, never parsed
     * @throws ConditionException when the values do not fit the operators, or the result is not true or false
     */
    boolean holds(UnaryOperator<String> textOf) throws ConditionException;
}
