package io.millrace.pipeline.schema;

import io.millrace.pipeline.grammar.Form;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.grammar.Key;
import io.millrace.pipeline.grammar.KeyTable;
import io.millrace.pipeline.plan.ParameterType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The language as a JSON Schema (draft 2020-12). It says what keys and types are possible; rules that join several places,
 * such as deps that exist, are for {@code millrace validate}.
 */
public final class PipelineSchema {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    private PipelineSchema() {}

    /** The schema as indented JSON text. */
    public static String json() {
        return JsonText.of(tree());
    }

    static Map<String, Object> tree() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (KeyTable table : Grammar.tables()) {
            if (!table.is(Grammar.PIPELINE)) {
                definitions.put(table.id(), map(table));
            }
        }
        definitions.put("node", node());
        definitions.put("parameter", parameter());
        definitions.put("element", element());
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DRAFT);
        schema.put("title", "Millrace pipeline");
        schema.putAll(map(Grammar.PIPELINE));
        schema.put("$defs", definitions);
        return schema;
    }

    private static Map<String, Object> map(KeyTable table) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key key : table.keys()) {
            if (key.inYaml()) {
                properties.put(key.name(), property(key));
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        List<String> required = table.keys().stream()
                .filter(key -> key.presence() == Key.Presence.REQUIRED)
                .map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }

    /** Null stands for an absent key wherever the key may be absent. */
    private static Map<String, Object> property(Key key) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", key.meaning());
        if (key.presence() == Key.Presence.REQUIRED || key.form() instanceof Form.Anything) {
            property.putAll(form(key.form()));
        } else {
            property.put("anyOf", List.of(form(key.form()), Map.of("type", "null")));
        }
        return property;
    }

    private static Map<String, Object> form(Form form) {
        return switch (form) {
            case Form.Text(String pattern) ->
                pattern.isEmpty() ? Map.of("type", "string") : ordered("type", "string", "pattern", pattern);
            case Form.Numeric ignored -> Map.of("type", "number");
            case Form.Whole ignored -> Map.of("type", "integer");
            case Form.Bool ignored -> Map.of("type", "boolean");
            case Form.Choice(var words, boolean anyCase) -> choice(words, anyCase);
            case Form.Anything ignored -> Map.of();
            case Form.Keys(KeyTable table) -> reference(table.id());
            case Form.Named(String names, Form value) ->
                ordered(
                        "type", "object",
                        "propertyNames", Map.of("pattern", names),
                        "additionalProperties", form(value));
            case Form.ListOf(Form item) -> ordered("type", "array", "items", form(item));
            case Form.Either(var forms) ->
                Map.of("anyOf", forms.stream().map(PipelineSchema::form).toList());
            case Form.StepOrDag ignored -> reference("node");
            case Form.Step ignored -> reference("step");
            case Form.ParameterValue ignored -> reference("parameter");
            case Form.Loop ignored ->
                Map.of(
                        "anyOf",
                        List.of(Map.of("type", "string"), ordered("type", "array", "items", reference("element"))));
        };
    }

    private static Map<String, Object> choice(List<String> words, boolean anyCase) {
        TreeSet<String> all = new TreeSet<>(words);
        if (anyCase) {
            words.forEach(word -> {
                all.add(word.toUpperCase(Locale.ROOT));
                all.add(word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            });
        }
        return Map.of("enum", List.copyOf(all));
    }

    private static Map<String, Object> reference(String id) {
        return Map.of("$ref", "#/$defs/" + id);
    }

    private static Map<String, Object> node() {
        return ordered(
                "type", "object",
                "if", Map.of("required", List.of("entry_points")),
                "then", reference("dag"),
                "else", reference("step"));
    }

    private static Map<String, Object> element() {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of("type", List.of("string", "number")),
                        ordered("type", "array", "items", reference("element"))));
    }

    private static Map<String, Object> parameter() {
        List<String> types =
                Arrays.stream(ParameterType.values()).map(ParameterType::word).toList();
        Map<String, Object> typed = ordered(
                "type",
                "object",
                "description",
                "A typed parameter.",
                "patternProperties",
                ordered(
                        "^[Tt][Yy][Pp][Ee]$",
                        Map.of("enum", types),
                        "^[Dd][Ee][Ff][Aa][Uu][Ll][Tt]$",
                        reference("element")),
                "minProperties",
                2);
        return Map.of("anyOf", List.of(reference("element"), typed));
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
