package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.document.Document;
import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.grammar.Words;
import io.millrace.pipeline.plan.LoopItems;
import io.millrace.pipeline.plan.NumberText;
import io.millrace.pipeline.plan.ParameterType;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.request.ParameterInput;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.template.TemplateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what a request gives into the value of a parameter. */
final class OverrideValues {
    private final Problems problems;
    private final Limits limits;

    OverrideValues(Problems problems, Limits limits) {
        this.problems = problems;
        this.limits = limits;
    }

    /** The parameter with the given value; unchanged when the value is refused. */
    ParameterDefinition given(ParameterDefinition declared, String as, ParameterInput input) {
        Optional<Value> value = switch (input) {
            case ParameterInput.Text(String text) -> Optional.of(fromText(declared.type(), text));
            case ParameterInput.Json(String json) -> fromJson(declared, as, json);
        };
        if (value.isEmpty()) {
            return declared;
        }
        boolean empty = value.get() instanceof Value.Text(String text) && text.isEmpty();
        ParameterDefinition changed = declared.withValue(value.get(), declared.at());
        return empty ? changed.withType(Optional.empty()) : changed;
    }

    private static Value fromText(Optional<ParameterType> type, String text) {
        Value asText = new Value.Text(text);
        if (type.isEmpty()) {
            return asText;
        }
        return switch (type.get()) {
            case INT, FLOAT -> NumberText.read(text).orElse(asText);
            case LIST -> list(text).orElse(asText);
            case STRING, PATH -> asText;
        };
    }

    private static Optional<Value> list(String text) {
        try {
            return Optional.of(new Value.Items(LoopItems.ofJson(text)));
        } catch (LoopItems.LoopException e) {
            return Optional.empty();
        }
    }

    private Optional<Value> fromJson(ParameterDefinition declared, String as, String json) {
        Optional<Node> node = Document.json(json, limits);
        if (node.isEmpty()) {
            refuse(declared, as, "is not JSON");
            return Optional.empty();
        }
        return value(declared, as, node.get());
    }

    private Optional<Value> value(ParameterDefinition declared, String as, Node node) {
        return switch (node) {
            case Scalar scalar when scalar.value().isPresent() -> scalar.value();
            case Scalar scalar -> refuse(declared, as, "is " + Words.of(scalar));
            case Mapping mapping -> refuse(declared, as, "is " + Words.of(mapping));
            case Sequence list -> items(declared, as, list);
        };
    }

    private Optional<Value> items(ParameterDefinition declared, String as, Sequence list) {
        List<Value> items = new ArrayList<>();
        for (Node item : list.items()) {
            Optional<Value> value = value(declared, as, item);
            if (value.isEmpty()) {
                return value;
            }
            if (value.get() instanceof Value.Text(String text)
                    && TemplateText.parse(text).hasReference()) {
                return refuse(declared, as, "is a list with a template; lists are taken as they stand");
            }
            items.add(value.get());
        }
        return Optional.of(new Value.Items(items));
    }

    private Optional<Value> refuse(ParameterDefinition declared, String as, String what) {
        problems.error(
                Code.OVERRIDE_VALUE,
                declared.key(),
                as,
                "the value that the request gives to '%s' %s; parameters are text, numbers or lists of those"
                        .formatted(as, what));
        return Optional.empty();
    }
}
