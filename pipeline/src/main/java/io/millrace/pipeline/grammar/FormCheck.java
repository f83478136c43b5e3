package io.millrace.pipeline.grammar;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Mapping.Entry;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Scalar.Literal;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares a tree of values with the grammar: unknown keys, wrong types, missing keys, wherever they are. */
public final class FormCheck {
    private final Problems problems;
    private final boolean json;
    private final TypeFixes fixes;

    /** @param json whether the JSON names of keys are allowed too */
    public FormCheck(Problems problems, boolean json) {
        this.problems = problems;
        this.json = json;
        this.fixes = new TypeFixes(problems.source());
    }

    /** Reports all that does not fit. */
    public void pipeline(Mapping root) {
        keys(root, Grammar.PIPELINE, "");
    }

    private void keys(Mapping mapping, KeyTable table, String path) {
        for (Entry entry : mapping.entries()) {
            Optional<Key> key = table.find(entry.name(), json);
            if (key.isEmpty()) {
                unknown(mapping, entry, table, path);
            } else if (!Scalar.isNull(entry.value())) {
                value(
                        entry.value(),
                        key.get().form(),
                        join(path, key.get().name()),
                        key.get().name());
            }
        }
        table.keys().stream()
                .filter(key -> key.presence() == Key.Presence.REQUIRED)
                .filter(key -> mapping.entries().stream()
                        .noneMatch(entry -> key.isWritten(entry.name(), json) && !Scalar.isNull(entry.value())))
                .forEach(key -> missing(mapping, key, table, path));
    }

    private void missing(Mapping mapping, Key key, KeyTable table, String path) {
        Optional<Entry> empty = mapping.entry(key.name());
        String message = empty.isPresent()
                ? "'%s' is empty; %s needs it".formatted(key.name(), table.noun())
                : "%s needs the key '%s'".formatted(table.noun(), key.name());
        var at = empty.map(entry -> entry.key().span())
                .orElseGet(() -> mapping.entries().isEmpty()
                        ? mapping.span()
                        : mapping.entries().getFirst().key().span());
        problems.error(Code.MISSING_KEY, at, join(path, key.name()), message);
    }

    private void unknown(Mapping mapping, Entry entry, KeyTable table, String path) {
        String word = entry.name();
        Optional<String> meant = meant(word, table);
        Optional<Fix> fix = meant.map(name -> renamed(mapping, entry, table, name));
        boolean misplaced = meant.filter(word::equals).isPresent();
        String elsewhere = misplaced ? "" : belongsElsewhere(word, table);
        problems.error(
                Code.UNKNOWN_KEY,
                entry.key().span(),
                join(path, word),
                "unknown key '%s' in %s%s".formatted(word, table.noun(), elsewhere),
                fix);
    }

    /** The key under its right name; with the edits only when its value fits there, or can be made to. */
    private Fix renamed(Mapping mapping, Entry entry, KeyTable table, String name) {
        String text = "did you mean '%s'?".formatted(name);
        Form form = table.find(name, json).orElseThrow().form();
        if (mapping.entry(name).isPresent()) {
            return Fix.advice(text);
        }
        Edit rename = new Edit(entry.key().span(), name);
        if (Scalar.isNull(entry.value()) || isOfKind(entry.value(), form)) {
            return Fix.edit(text, rename);
        }
        Optional<Fix> value = fixes.of(entry.value(), form);
        if (value.isEmpty()) {
            return Fix.advice("%s it takes %s".formatted(text, Words.of(form)));
        }
        List<Edit> edits = new ArrayList<>(value.get().edits());
        edits.add(rename);
        return new Fix("%s and %s".formatted(text, value.get().text()), edits);
    }

    private static boolean isOfKind(Node node, Form form) {
        return switch (form) {
            case Form.Either(var forms) -> forms.stream().anyMatch(each -> sameKind(node, each));
            case Form.Loop ignored -> node instanceof Sequence || (node instanceof Scalar scalar && scalar.isText());
            case Form.Choice ignored -> node instanceof Scalar scalar && scalar.isText();
            case Form.Anything ignored -> true;
            default -> sameKind(node, form);
        };
    }

    private Optional<String> meant(String word, KeyTable table) {
        String plain = plain(word);
        Optional<String> slip = table.keys().stream()
                .filter(Key::inYaml)
                .filter(key -> key.jsonName().equals(word)
                        || key.slips().stream().map(FormCheck::plain).anyMatch(plain::equals))
                .map(Key::name)
                .findFirst();
        boolean knownElsewhere = !belongsElsewhere(word, table).isEmpty();
        return slip.isPresent() || knownElsewhere ? slip : Nearest.to(word, table.yamlNames());
    }

    /** A word without what people write differently: case, hyphens, underscores. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static String belongsElsewhere(String word, KeyTable table) {
        if (!table.is(Grammar.STEP) && Grammar.STEP.find(word, false).isPresent() && isNodeOrRoot(table)) {
            return "; it belongs into a step";
        }
        boolean global = !table.is(Grammar.PIPELINE)
                && Grammar.PIPELINE.find(word, false).isPresent();
        return global && isNodeOrRoot(table) ? "; it belongs to the top level" : "";
    }

    private static boolean isNodeOrRoot(KeyTable table) {
        return table.is(Grammar.STEP) || table.is(Grammar.DAG) || table.is(Grammar.PIPELINE);
    }

    private void value(Node node, Form form, String path, String name) {
        switch (form) {
            case Form.Anything ignored -> {}
            case Form.ParameterValue ignored -> {}
            case Form.Loop ignored -> loop(node, form, path, name);
            case Form.Keys(KeyTable table) -> mapped(node, form, path, name, table);
            case Form.Step ignored -> mapped(node, form, path, name, Grammar.STEP);
            case Form.StepOrDag ignored -> mapped(node, form, path, name, Grammar.STEP);
            case Form.Named(String names, Form value) -> named(node, form, path, name, value);
            case Form.ListOf(Form item) -> list(node, form, path, name, item);
            case Form.Either(var forms) -> either(node, form, path, name);
            case Form.Choice choice -> choice(node, choice, path, name);
            case Form.Text ignored -> scalar(node, form, path, name);
            case Form.Numeric ignored -> scalar(node, form, path, name);
            case Form.Whole ignored -> scalar(node, form, path, name);
            case Form.Bool ignored -> scalar(node, form, path, name);
        }
    }

    private void mapped(Node node, Form form, String path, String name, KeyTable table) {
        if (!(node instanceof Mapping mapping)) {
            wrongType(node, form, path, name);
        } else if (form instanceof Form.StepOrDag && isDag(mapping)) {
            keys(mapping, Grammar.DAG, path);
        } else if (form instanceof Form.Step && isDag(mapping)) {
            problems.error(
                    Code.WRONG_TYPE, mapping.span().start(), path, "'%s' must be a step, not a DAG".formatted(name));
        } else {
            keys(mapping, table, path);
        }
    }

    /** Whether a node's map makes it a DAG. */
    public boolean isDag(Mapping mapping) {
        return mapping.entry("entry_points").isPresent()
                || (json && mapping.entry("entryPoints").isPresent());
    }

    private void named(Node node, Form form, String path, String name, Form value) {
        if (!(node instanceof Mapping mapping)) {
            wrongType(node, form, path, name);
            return;
        }
        for (Entry entry : mapping.entries()) {
            value(entry.value(), value, join(path, entry.name()), entry.name());
        }
    }

    private void list(Node node, Form form, String path, String name, Form item) {
        if (!(node instanceof Sequence list)) {
            wrongType(node, form, path, name);
            return;
        }
        int index = 0;
        for (Node each : list.items()) {
            value(each, item, path + "[" + index + "]", name);
            index++;
        }
    }

    /** The alternatives differ in kind, so the one of the value's own kind gives the messages. */
    private void either(Node node, Form form, String path, String name) {
        Form.Either either = (Form.Either) form;
        Optional<Form> own =
                either.forms().stream().filter(each -> sameKind(node, each)).findFirst();
        own.ifPresentOrElse(each -> value(node, each, path, name), () -> wrongType(node, form, path, name));
    }

    private static boolean sameKind(Node node, Form form) {
        return switch (form) {
            case Form.Named ignored -> node instanceof Mapping;
            case Form.Keys ignored -> node instanceof Mapping;
            case Form.ListOf ignored -> node instanceof Sequence;
            default -> fits(node, form);
        };
    }

    private void loop(Node node, Form form, String path, String name) {
        if (!(node instanceof Sequence) && !(node instanceof Scalar scalar && scalar.isText())) {
            problems.error(
                    Code.LOOP_FORM,
                    node.span(),
                    path,
                    "'%s' must be %s, not %s".formatted(name, Words.of(form), Words.of(node)));
        }
    }

    private void choice(Node node, Form.Choice choice, String path, String name) {
        if (!(node instanceof Scalar scalar && scalar.isText())) {
            wrongType(node, choice, path, name);
            return;
        }
        String word = choice.anyCase() ? scalar.text().toLowerCase(Locale.ROOT) : scalar.text();
        if (!choice.words().contains(word)) {
            Optional<Fix> fix = Nearest.to(word, choice.words())
                    .map(near -> Fix.edit("did you mean '%s'?".formatted(near), new Edit(scalar.span(), near)));
            problems.error(
                    Code.BAD_CHOICE,
                    scalar.span(),
                    path,
                    "'%s' must be %s, not '%s'".formatted(name, Words.of(choice), scalar.text()),
                    fix);
        }
    }

    private void scalar(Node node, Form form, String path, String name) {
        if (!fits(node, form)) {
            wrongType(node, form, path, name);
        }
    }

    private static boolean fits(Node node, Form form) {
        if (!(node instanceof Scalar scalar)) {
            return false;
        }
        Optional<Value> value = scalar.value();
        return switch (form) {
            case Form.Text(String pattern) ->
                scalar.isText() && (!pattern.equals("^$") || scalar.text().isEmpty());
            case Form.Numeric ignored -> value.isPresent() && !scalar.isText();
            case Form.Whole ignored -> value.filter(Value.Int.class::isInstance).isPresent();
            case Form.Bool ignored -> scalar.literal() instanceof Literal.Bool;
            default -> false;
        };
    }

    private void wrongType(Node node, Form form, String path, String name) {
        String hint = Words.yamlOneOne(node);
        problems.error(
                Code.WRONG_TYPE,
                place(node),
                path,
                "'%s' must be %s, not %s%s".formatted(name, Words.of(form), Words.of(node), hint),
                fixes.of(node, form));
    }

    /** A value; of a block map only the first key, since the rest may be long. */
    private static Span place(Node node) {
        return node instanceof Mapping mapping
                        && !mapping.flow()
                        && !mapping.entries().isEmpty()
                ? mapping.entries().getFirst().key().span()
                : node.span();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
