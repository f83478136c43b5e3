package io.millrace.pipeline.check;

import io.millrace.pipeline.condition.ConditionSyntaxException;
import io.millrace.pipeline.condition.ParsedCondition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Span;
import java.util.Optional;

/** Conditions are expressions. */
final class ConditionCheck {
    private final Problems problems;

    ConditionCheck(Problems problems) {
        this.problems = problems;
    }

    void node(NodeDefinition node) {
        node.head().condition().ifPresent(condition -> check(node, condition));
    }

    private void check(NodeDefinition node, Marked<String> condition) {
        try {
            if (ParsedCondition.parse(condition.value()).isNeverBoolean()) {
                problems.warning(
                        Code.CONDITION_NOT_BOOLEAN,
                        condition.span(),
                        node.head().path() + ".condition",
                        "the condition of '%s' is never true or false, so the node always fails".formatted(node.name()),
                        Optional.empty());
            }
        } catch (ConditionSyntaxException e) {
            Span at = place(condition, e);
            problems.error(
                    Code.CONDITION_SYNTAX,
                    at,
                    node.head().path() + ".condition",
                    "the condition of '%s' is not an expression: %s".formatted(node.name(), e.getMessage()),
                    fix(condition, e, at));
        }
    }

    private Span place(Marked<String> condition, ConditionSyntaxException e) {
        String token = condition.value().substring(e.from(), e.to());
        if (token.isBlank()) {
            return condition.span();
        }
        int nth = 0;
        int before = condition.value().indexOf(token);
        while (before >= 0 && before < e.from()) {
            nth++;
            before = condition.value().indexOf(token, before + token.length());
        }
        return problems.source().find(condition.span(), token, nth);
    }

    private Optional<Fix> fix(Marked<String> condition, ConditionSyntaxException e, Span at) {
        String token = condition.value().substring(e.from(), e.to());
        String better = switch (token) {
            case "=" -> "==";
            case "and", "&" -> "&&";
            case "or", "|" -> "||";
            default -> "";
        };
        return better.isEmpty() || at.equals(condition.span())
                ? Optional.empty()
                : Optional.of(Fix.edit("write '%s'".formatted(better), new Edit(at, better)));
    }
}
