package io.millrace.pipeline.condition;

import io.millrace.pipeline.template.TemplateText;
import java.util.List;
import java.util.regex.Pattern;

/** The tree of a condition. */
sealed interface Expression {
    /** A value written in the condition. */
    record Literal(Operand value) implements Expression {}

    /** A reference outside quotes. */
    record Reference(String name) implements Expression {}

    /** Quoted text with references in it. */
    record Quoted(List<TemplateText.Piece> pieces) implements Expression {}

    /** An operator before its operand: {@code !} or {@code -}. */
    record Prefix(String operator, Expression operand) implements Expression {}

    /** An operator between two operands. */
    record Infix(String operator, Expression left, Expression right) implements Expression {}

    /** {@code text =~ 'pattern'} with a pattern known from the start; {@code !~} when not {@code wanted}. */
    record Matches(Expression text, Pattern pattern, boolean wanted) implements Expression {}

    /** {@code value in (a, b)}. */
    record Member(Expression value, List<Expression> of) implements Expression {}

    /** {@code test ? yes : no}. */
    record Choice(Expression test, Expression yes, Expression no) implements Expression {}
}
