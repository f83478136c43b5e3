package io.millrace.pipeline.condition;

import io.millrace.pipeline.condition.Token.Kind;
import io.millrace.pipeline.template.TemplateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the tree of a condition, operator by operator in the order of their strength. */
final class Parser {
    private static final int DEEPEST = 100;
    private static final int TERNARY = 1;
    private static final int PREFIX = 8;
    private static final Map<String, Integer> STRENGTH = Map.ofEntries(
            Map.entry("?", TERNARY),
            Map.entry("||", 2),
            Map.entry("&&", 3),
            Map.entry("==", 4),
            Map.entry("!=", 4),
            Map.entry("<", 4),
            Map.entry(">", 4),
            Map.entry("<=", 4),
            Map.entry(">=", 4),
            Map.entry("=~", 4),
            Map.entry("!~", 4),
            Map.entry("in", 4),
            Map.entry("+", 5),
            Map.entry("-", 5),
            Map.entry("*", 6),
            Map.entry("/", 6),
            Map.entry("%", 6),
            Map.entry("**", 7));

    private final List<Token> tokens;
    private int at;
    private int depth;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    Expression parse() throws ConditionSyntaxException {
        Expression whole = expression(0);
        if (peek().kind() != Kind.END) {
            throw unexpected(peek());
        }
        return whole;
    }

    private Expression expression(int weakest) throws ConditionSyntaxException {
        if (++depth > DEEPEST) {
            throw new ConditionSyntaxException(
                    "the condition is nested more than %d levels deep".formatted(DEEPEST), peek().from(), peek().to());
        }
        Expression left = operand();
        while (strength(peek()) > weakest) {
            left = infix(left, next());
        }
        depth--;
        return left;
    }

    private static int strength(Token token) {
        boolean operator = token.kind() == Kind.OPERATOR || token.is("in");
        return operator ? STRENGTH.getOrDefault(token.text(), 0) : 0;
    }

    private Expression infix(Expression left, Token operator) throws ConditionSyntaxException {
        int strength = strength(operator);
        return switch (operator.text()) {
            case "?" -> choice(left);
            case "in" -> new Expression.Member(left, members());
            case "=~", "!~" -> matches(left, operator, expression(strength));
            default -> new Expression.Infix(operator.text(), left, expression(strength));
        };
    }

    private Expression choice(Expression test) throws ConditionSyntaxException {
        Expression yes = expression(0);
        expect(":");
        return new Expression.Choice(test, yes, expression(TERNARY - 1));
    }

    private List<Expression> members() throws ConditionSyntaxException {
        expect("(");
        List<Expression> members = new ArrayList<>();
        members.add(expression(0));
        while (peek().is(",")) {
            next();
            members.add(expression(0));
        }
        expect(")");
        return members;
    }

    private Expression matches(Expression text, Token operator, Expression pattern) throws ConditionSyntaxException {
        if (pattern instanceof Expression.Literal(Operand.Text(String regex, boolean bound))) {
            try {
                return new Expression.Matches(
                        text, Matching.pattern(regex), operator.text().equals("=~"));
            } catch (IllegalArgumentException e) {
                throw new ConditionSyntaxException(String.valueOf(e.getMessage()), operator.from(), operator.to());
            }
        }
        return new Expression.Infix(operator.text(), text, pattern);
    }

    private Expression operand() throws ConditionSyntaxException {
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> new Expression.Literal(new Operand.Num(Double.parseDouble(token.text())));
            case WORD -> word(token);
            case QUOTED -> quoted(token);
            case REFERENCE -> new Expression.Reference(token.text());
            case OPERATOR -> prefixed(token);
            case END -> throw new ConditionSyntaxException("the condition ends too early", token.from(), token.to());
        };
    }

    private static Expression word(Token token) throws ConditionSyntaxException {
        return switch (token.text()) {
            case "true" -> new Expression.Literal(new Operand.Bool(true));
            case "false" -> new Expression.Literal(new Operand.Bool(false));
            case "in" -> throw unexpected(token);
            default -> new Expression.Literal(new Operand.Text(token.text(), false));
        };
    }

    private static Expression quoted(Token token) {
        TemplateText content = TemplateText.parse(token.text());
        List<TemplateText.Piece> pieces =
                content.pieces().stream().map(Parser::unescaped).toList();
        if (pieces.isEmpty()) {
            return new Expression.Literal(new Operand.Text("", false));
        }
        return pieces.size() == 1 && pieces.getFirst() instanceof TemplateText.Fixed(String text)
                ? new Expression.Literal(new Operand.Text(text, false))
                : new Expression.Quoted(pieces);
    }

    private static TemplateText.Piece unescaped(TemplateText.Piece piece) {
        return switch (piece) {
            case TemplateText.Fixed(String text) -> new TemplateText.Fixed(text.replaceAll("\\\\(.)", "$1"));
            case TemplateText.Reference reference -> reference;
        };
    }

    private Expression prefixed(Token token) throws ConditionSyntaxException {
        if (token.is("(")) {
            Expression inner = expression(0);
            expect(")");
            return inner;
        }
        if (token.is("!") || token.is("-")) {
            return new Expression.Prefix(token.text(), expression(PREFIX));
        }
        throw unexpected(token);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private void expect(String operator) throws ConditionSyntaxException {
        Token token = next();
        if (!token.is(operator)) {
            throw new ConditionSyntaxException("expected '%s' here".formatted(operator), token.from(), token.to());
        }
    }

    private static ConditionSyntaxException unexpected(Token token) {
        String hint = switch (token.text()) {
            case "and" -> "; write &&";
            case "or" -> "; write ||";
            case "not" -> "; write !";
            case "(" -> "; conditions have no functions";
            default -> token.kind() == Kind.OPERATOR ? "" : "; text with blanks or signs needs quotes";
        };
        String shown = token.kind() == Kind.REFERENCE ? "{{" + token.text() + "}}" : token.text();
        String what =
                token.kind() == Kind.END ? "the condition ends too early" : "'%s' does not fit here".formatted(shown);
        return new ConditionSyntaxException(what + hint, token.from(), token.to());
    }
}
