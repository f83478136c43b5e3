package io.millrace.pipeline.condition;

import io.millrace.pipeline.condition.Token.Kind;
import io.millrace.pipeline.template.TemplateText;
import java.util.ArrayList;
import java.util.List;

/** Cuts a condition into tokens. */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "&&", "||", "==", "!=", "<=", ">=", "=~", "!~", "**", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", ",",
            "?", ":");

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() throws ConditionSyntaxException {
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token next() throws ConditionSyntaxException {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", at, at);
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return quoted(c);
        }
        if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            return number();
        }
        if (isWordStart(c)) {
            return word();
        }
        return text.startsWith("{{", at) ? reference() : operator();
    }

    private Token quoted(char quote) throws ConditionSyntaxException {
        int from = at;
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= text.length()) {
            throw new ConditionSyntaxException("the quote is not closed", from, from + 1);
        }
        at = i + 1;
        return new Token(Kind.QUOTED, text.substring(from + 1, i), from, at);
    }

    private Token number() throws ConditionSyntaxException {
        int from = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String digits = text.substring(from, at);
        if (digits.indexOf('.') != digits.lastIndexOf('.')) {
            throw new ConditionSyntaxException(
                    "'%s' is not a number; quote it if it is text".formatted(digits), from, at);
        }
        if (at < text.length() && isWordStart(text.charAt(at))) {
            int end = wordEnd(at);
            throw new ConditionSyntaxException(
                    "'%s' is neither a number nor a word; write numbers in plain decimals and quote text"
                            .formatted(text.substring(from, end)),
                    from,
                    end);
        }
        return new Token(Kind.NUMBER, digits, from, at);
    }

    private Token word() {
        int from = at;
        at = wordEnd(at);
        return new Token(Kind.WORD, text.substring(from, at), from, at);
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < text.length() && (isWordStart(text.charAt(i)) || isDigit(text.charAt(i)))) {
            i++;
        }
        return i;
    }

    private Token reference() throws ConditionSyntaxException {
        int from = at;
        int close = text.indexOf("}}", at);
        String raw = close < 0 ? text.substring(at) : text.substring(at, close + 2);
        TemplateText.Reference reference = TemplateText.parse(raw)
                .single()
                .orElseThrow(() -> new ConditionSyntaxException("the braces here are not a template", from, from + 2));
        at = close + 2;
        String dotted = reference.node().isEmpty() ? "" : reference.node() + ".";
        return new Token(Kind.REFERENCE, dotted + reference.name(), from, at);
    }

    private Token operator() throws ConditionSyntaxException {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return new Token(Kind.OPERATOR, operator, at - operator.length(), at);
            }
        }
        int end = text.offsetByCodePoints(at, 1);
        String hint = switch (text.charAt(at)) {
            case '=' -> "; to compare, write ==";
            case '&' -> "; write &&";
            case '|' -> "; write ||";
            default -> "";
        };
        throw new ConditionSyntaxException(
                "'%s' is not an operator%s".formatted(text.substring(at, end), hint), at, end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_';
    }
}
