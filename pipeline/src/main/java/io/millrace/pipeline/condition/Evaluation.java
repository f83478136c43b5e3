package io.millrace.pipeline.condition;

import io.millrace.pipeline.plan.ConditionException;
import io.millrace.pipeline.template.TemplateText;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Evaluates the tree of a condition for one set of values. */
final class Evaluation {
    private static final Pattern NUMBER = Pattern.compile("-?(?:[0-9]{1,300}(?:\\.[0-9]{0,300})?|\\.[0-9]{1,300})");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+");

    private final UnaryOperator<String> textOf;

    Evaluation(UnaryOperator<String> textOf) {
        this.textOf = textOf;
    }

    boolean holds(Expression expression) throws ConditionException {
        Operand result = value(expression);
        return asBool(result)
                .orElseThrow(
                        () -> new ConditionException("the result is %s, not true or false".formatted(result.kind())));
    }

    private Operand value(Expression expression) throws ConditionException {
        return switch (expression) {
            case Expression.Literal(Operand value) -> value;
            case Expression.Reference(String name) -> bind(name);
            case Expression.Quoted quoted -> new Operand.Text(text(quoted), false);
            case Expression.Prefix prefix -> prefixed(prefix);
            case Expression.Infix infix -> infix(infix);
            case Expression.Matches(var text, var pattern, boolean wanted) ->
                new Operand.Bool(Matching.find(pattern, textFor("=~", value(text))) == wanted);
            case Expression.Member member -> member(member);
            case Expression.Choice(var test, var yes, var no) -> value(bool("?:", test) ? yes : no);
        };
    }

    private Operand bind(String name) throws ConditionException {
        String text = textOf.apply(name).strip(); // files end with a line break, which was never significant here
        if (NUMBER.matcher(text).matches()) {
            return new Operand.Num(Double.parseDouble(text));
        }
        if (WORD.matcher(text).matches()) {
            return new Operand.Text(text, true);
        }
        throw new ConditionException(
                "{{%s}} is %s, which is neither a number nor a single word; write '{{%1$s}}' in quotes"
                        .formatted(name, text.isEmpty() ? "empty" : new Operand.Text(text, true).kind()));
    }

    private String text(Expression.Quoted quoted) {
        StringBuilder text = new StringBuilder();
        for (TemplateText.Piece piece : quoted.pieces()) {
            switch (piece) {
                case TemplateText.Fixed(String fixed) -> text.append(fixed);
                case TemplateText.Reference reference -> text.append(textOf.apply(ParsedCondition.nameOf(reference)));
            }
        }
        return text.toString();
    }

    private Operand prefixed(Expression.Prefix prefix) throws ConditionException {
        return prefix.operator().equals("!")
                ? new Operand.Bool(!bool("!", prefix.operand()))
                : new Operand.Num(-number("-", value(prefix.operand())));
    }

    /** Long chains lean to the left, so they are walked without recursion. */
    private Operand infix(Expression.Infix top) throws ConditionException {
        Deque<Expression.Infix> spine = new ArrayDeque<>();
        Expression leftmost = top;
        while (leftmost instanceof Expression.Infix infix) {
            spine.push(infix);
            leftmost = infix.left();
        }
        Operand result = value(leftmost);
        while (!spine.isEmpty()) {
            result = joined(result, spine.pop());
        }
        return result;
    }

    private Operand joined(Operand left, Expression.Infix infix) throws ConditionException {
        String operator = infix.operator();
        return switch (operator) {
            case "&&" -> new Operand.Bool(truth("&&", left) && bool("&&", infix.right()));
            case "||" -> new Operand.Bool(truth("||", left) || bool("||", infix.right()));
            default -> both(operator, left, value(infix.right()));
        };
    }

    private static Operand both(String operator, Operand left, Operand right) throws ConditionException {
        return switch (operator) {
            case "==" -> new Operand.Bool(equal(left, right));
            case "!=" -> new Operand.Bool(!equal(left, right));
            case "<", ">", "<=", ">=" -> new Operand.Bool(ordered(operator, left, right));
            case "=~" -> new Operand.Bool(matches(left, right));
            case "!~" -> new Operand.Bool(!matches(left, right));
            case "+" -> plus(left, right);
            case "-", "*", "/", "%", "**" ->
                new Operand.Num(arithmetic(operator, number(operator, left), number(operator, right)));
            default -> throw new IllegalStateException("operator " + operator);
        };
    }

    private static boolean equal(Operand left, Operand right) {
        if (left instanceof Operand.Bool(boolean value)) {
            return asBool(right).filter(other -> other == value).isPresent();
        }
        if (right instanceof Operand.Bool(boolean value)) {
            return asBool(left).filter(other -> other == value).isPresent();
        }
        if (left instanceof Operand.Num(double a) && right instanceof Operand.Num(double b)) {
            return a == b;
        }
        return left instanceof Operand.Text(String a, boolean boundA)
                && right instanceof Operand.Text(String b, boolean boundB)
                && a.equals(b);
    }

    private static boolean ordered(String operator, Operand left, Operand right) throws ConditionException {
        int order;
        if (left instanceof Operand.Num(double a) && right instanceof Operand.Num(double b)) {
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return false;
            }
            order = a < b ? -1 : a > b ? 1 : 0;
        } else if (left instanceof Operand.Text(String a, boolean boundA)
                && right instanceof Operand.Text(String b, boolean boundB)) {
            order = compareBytes(a, b);
        } else {
            throw new ConditionException(
                    "%s needs two numbers or two texts, not %s and %s".formatted(operator, left.kind(), right.kind()));
        }
        return switch (operator) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
        };
    }

    /** The order of the texts as UTF-8, which is the order of their code points. */
    private static int compareBytes(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private static boolean matches(Operand text, Operand regex) throws ConditionException {
        try {
            return Matching.find(Matching.pattern(textFor("=~", regex)), textFor("=~", text));
        } catch (IllegalArgumentException e) {
            throw new ConditionException(String.valueOf(e.getMessage()));
        }
    }

    private static Operand plus(Operand left, Operand right) throws ConditionException {
        if (left instanceof Operand.Text || right instanceof Operand.Text) {
            return new Operand.Text(left.shown() + right.shown(), false);
        }
        return new Operand.Num(number("+", left) + number("+", right));
    }

    private static double arithmetic(String operator, double left, double right) {
        return switch (operator) {
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "%" -> left % right;
            default -> StrictMath.pow(left, right);
        };
    }

    private Operand member(Expression.Member member) throws ConditionException {
        Operand value = value(member.value());
        for (Expression each : member.of()) {
            if (equal(value, value(each))) {
                return new Operand.Bool(true);
            }
        }
        return new Operand.Bool(false);
    }

    private boolean bool(String operator, Expression expression) throws ConditionException {
        return truth(operator, value(expression));
    }

    private static boolean truth(String operator, Operand value) throws ConditionException {
        return asBool(value)
                .orElseThrow(() ->
                        new ConditionException("%s needs true or false, not %s".formatted(operator, value.kind())));
    }

    private static Optional<Boolean> asBool(Operand value) {
        return switch (value) {
            case Operand.Bool(boolean truth) -> Optional.of(truth);
            case Operand.Text(String text, boolean bound) when bound && text.equals("true") -> Optional.of(true);
            case Operand.Text(String text, boolean bound) when bound && text.equals("false") -> Optional.of(false);
            case Operand.Text ignored -> Optional.empty();
            case Operand.Num ignored -> Optional.empty();
        };
    }

    private static double number(String operator, Operand value) throws ConditionException {
        if (value instanceof Operand.Num(double number)) {
            return number;
        }
        throw new ConditionException("%s needs numbers, not %s".formatted(operator, value.kind()));
    }

    private static String textFor(String operator, Operand value) throws ConditionException {
        if (value instanceof Operand.Text(String text, boolean bound)) {
            return text;
        }
        throw new ConditionException("%s needs texts, not %s; put it in quotes".formatted(operator, value.kind()));
    }
}
