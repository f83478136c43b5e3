package io.millrace.pipeline.definition;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Mapping.Entry;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.grammar.Words;
import io.millrace.pipeline.plan.ParameterType;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the values of parameters, plain and typed, and checks that they are of a type that parameters can have. */
public final class ParameterReader {
    private static final List<String> TYPES =
            Arrays.stream(ParameterType.values()).map(ParameterType::word).toList();

    /** How other systems call the types. */
    private static final Map<String, String> SLIPS = Map.of(
            "integer", "int", "long", "int", "number", "float", "double", "float", "str", "string", "text", "string",
            "array", "list", "file", "path");

    private final Problems problems;

    public ParameterReader(Problems problems) {
        this.problems = problems;
    }

    ParameterDefinition read(Entry entry, String path) {
        Span key = entry.key().span();
        if (entry.value() instanceof Mapping mapping) {
            return typed(entry, mapping, path);
        }
        Optional<Value> value = value(entry.value(), path, "parameter '%s'".formatted(entry.name()));
        return new ParameterDefinition(
                entry.name(),
                key,
                value.orElse(new Value.Text("")),
                entry.value().span(),
                Optional.empty(),
                value.isPresent());
    }

    /** A number, a text or a list of those; anything else is reported. */
    public Optional<Value> value(Node node, String path, String who) {
        return switch (node) {
            case Sequence list -> items(list, path, who);
            case Mapping mapping -> wrong(mapping, path, who);
            case Scalar scalar -> scalar.value().isPresent() ? scalar.value() : wrong(scalar, path, who);
        };
    }

    private Optional<Value> wrong(Node node, String path, String who) {
        boolean quotable = node instanceof Scalar scalar && !Scalar.isNull(scalar);
        Optional<Fix> fix = quotable
                ? Optional.of(
                        Fix.edit("quote it to make it text", new Edit(node.span(), "'" + ((Scalar) node).text() + "'")))
                : Optional.empty();
        String unfinished = node instanceof Mapping ? " without type and default" : "";
        problems.error(
                Code.PARAMETER_VALUE,
                node.span(),
                path,
                "%s is %s%s; it must be text, a number or a list of those%s"
                        .formatted(who, Words.of(node), unfinished, Words.yamlOneOne(node)),
                fix);
        return Optional.empty();
    }

    private Optional<Value> items(Sequence list, String path, String who) {
        List<Value> items = new ArrayList<>(list.items().size());
        boolean good = true;
        for (Node item : list.items()) {
            Optional<Value> value = value(item, path, "an element of " + who);
            good &= value.isPresent() && !hasTemplate(item, value.get(), path, who);
            value.ifPresent(items::add);
        }
        return good ? Optional.of(new Value.Items(items)) : Optional.empty();
    }

    private boolean hasTemplate(Node item, Value value, String path, String who) {
        if (value instanceof Value.Text(String text) && TemplateText.parse(text).hasReference()) {
            problems.error(
                    Code.TEMPLATE_IN_LIST,
                    item.span(),
                    path,
                    "an element of %s contains a template; lists are taken as they stand".formatted(who));
            return true;
        }
        return false;
    }

    private ParameterDefinition typed(Entry entry, Mapping mapping, String path) {
        String name = entry.name();
        Optional<Entry> typeEntry = find(mapping, "type");
        Optional<Entry> defaultEntry = find(mapping, "default");
        if (typeEntry.isEmpty() && defaultEntry.isEmpty()) {
            wrong(mapping, path, "parameter '%s'".formatted(name));
            return unusable(entry, Optional.empty());
        }
        Optional<ParameterType> type = typeEntry.isPresent()
                ? type(typeEntry.get(), name, path)
                : missing(entry, path, "parameter '%s' has a default but no type".formatted(name));
        if (defaultEntry.isEmpty() || isEmpty(defaultEntry.get().value())) {
            Span at = defaultEntry.map(it -> it.key().span()).orElse(entry.key().span());
            problems.error(Code.TYPED_PARAMETER, at, path, "parameter '%s' has a type but no default".formatted(name));
            return unusable(entry, type);
        }
        Node written = defaultEntry.get().value();
        if (type.isEmpty()) {
            return unusable(entry, type);
        }
        Optional<Value> value = value(written, path, "the default of parameter '%s'".formatted(name));
        return new ParameterDefinition(
                name, entry.key().span(), value.orElse(new Value.Text("")), written.span(), type, value.isPresent());
    }

    private static ParameterDefinition unusable(Entry entry, Optional<ParameterType> type) {
        return new ParameterDefinition(
                entry.name(),
                entry.key().span(),
                new Value.Text(""),
                entry.value().span(),
                type,
                false);
    }

    private static boolean isEmpty(Node node) {
        return Scalar.isNull(node)
                || (node instanceof Scalar scalar && scalar.text().isEmpty());
    }

    private Optional<ParameterType> missing(Entry entry, String path, String message) {
        problems.error(Code.TYPED_PARAMETER, entry.key().span(), path, message);
        return Optional.empty();
    }

    private Optional<ParameterType> type(Entry entry, String name, String path) {
        String word = entry.value() instanceof Scalar scalar ? scalar.text() : "";
        Optional<ParameterType> type = Arrays.stream(ParameterType.values())
                .filter(each -> each.word().equals(word))
                .findFirst();
        if (type.isEmpty()) {
            Optional<Fix> fix = Optional.ofNullable(SLIPS.get(word.toLowerCase(Locale.ROOT)))
                    .or(() -> Nearest.to(word, TYPES))
                    .map(near -> Fix.edit(
                            "did you mean '%s'?".formatted(near),
                            new Edit(entry.value().span(), near)));
            problems.error(
                    Code.TYPED_PARAMETER,
                    entry.value().span(),
                    path,
                    "parameter '%s' has the unknown type '%s'; types are %s"
                            .formatted(name, word, TYPES.stream().collect(Collectors.joining(", "))),
                    fix);
        }
        return type;
    }

    private static Optional<Entry> find(Mapping mapping, String word) {
        return mapping.entries().stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
