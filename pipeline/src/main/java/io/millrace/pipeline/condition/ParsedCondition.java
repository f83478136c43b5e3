package io.millrace.pipeline.condition;

import io.millrace.pipeline.plan.Condition;
import io.millrace.pipeline.plan.ConditionException;
import io.millrace.pipeline.template.TemplateText;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A condition ready to be evaluated. Two with the same source are equal. */
public final class ParsedCondition implements Condition {
    /** Characters that a condition may have at most. */
    public static final int LONGEST = 4_000;

    private final String source;
    private final Set<String> references;
    private final Expression root;

    private ParsedCondition(String source, Set<String> references, Expression root) {
        this.source = source;
        this.references = references;
        this.root = root;
    }

    /**
     * Reads a condition.
     *
     * @throws ConditionSyntaxException when it is not an expression
     */
    public static ParsedCondition parse(String source) throws ConditionSyntaxException {
        if (source.length() > LONGEST) {
            throw new ConditionSyntaxException(
                    "the condition is longer than %,d characters".formatted(LONGEST), 0, source.length());
        }
        Expression root = new Parser(new Lexer(source).tokens()).parse();
        List<String> names = TemplateText.parse(source).references().stream()
                .map(ParsedCondition::nameOf)
                .toList();
        return new ParsedCondition(source, Set.copyOf(names), root);
    }

    static String nameOf(TemplateText.Reference reference) {
        return reference.node().isEmpty() ? reference.name() : reference.node() + "." + reference.name();
    }

    /** Whether the result is a number or a text whatever the values are. */
    public boolean isNeverBoolean() {
        return switch (root) {
            case Expression.Literal(Operand value) -> !(value instanceof Operand.Bool);
            case Expression.Quoted ignored -> true;
            case Expression.Prefix prefix -> prefix.operator().equals("-");
            case Expression.Infix infix -> "+-*/%**".contains(infix.operator());
            case Expression.Reference ignored -> false;
            case Expression.Matches ignored -> false;
            case Expression.Member ignored -> false;
            case Expression.Choice ignored -> false;
        };
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Set<String> references() {
        return references;
    }

    @Override
    public boolean holds(UnaryOperator<String> textOf) throws ConditionException {
        return new Evaluation(textOf).holds(root);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedCondition condition && condition.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
