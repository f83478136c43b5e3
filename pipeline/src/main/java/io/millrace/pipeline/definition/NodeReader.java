package io.millrace.pipeline.definition;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.document.Mapping.Entry;
import io.millrace.pipeline.document.Node;
import io.millrace.pipeline.document.Scalar;
import io.millrace.pipeline.document.Sequence;
import io.millrace.pipeline.grammar.FormCheck;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import io.millrace.pipeline.template.TemplateText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads steps and DAGs. */
final class NodeReader {
    private final Problems problems;
    private final boolean json;
    private final FormCheck form;
    private final ParameterReader parameters;
    private final ExtrasReader extras;
    private final JobDefaults defaults;

    NodeReader(Problems problems, boolean json, JobDefaults defaults) {
        this.problems = problems;
        this.json = json;
        this.form = new FormCheck(problems, json);
        this.parameters = new ParameterReader(problems);
        this.extras = new ExtrasReader(problems);
        this.defaults = defaults;
    }

    Map<String, NodeDefinition> nodes(Optional<Mapping> map, String path) {
        Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
        for (Entry entry : map.map(Mapping::entries).orElse(List.of())) {
            String place = path + "." + entry.name();
            if (entry.value() instanceof Mapping body) {
                nodes.put(entry.name(), form.isDag(body) ? dag(entry, body, place) : step(entry, body, place));
            } else {
                nodes.put(entry.name(), unreadable(entry, place));
            }
        }
        return nodes;
    }

    /** Keeps the name known, so that others who use it are not blamed. */
    private StepDefinition unreadable(Entry entry, String path) {
        Mapping nothing = new Mapping(entry.value().span(), List.of(), true, 1);
        StepDefinition step = step(entry, nothing, path);
        return step.with(step.head().incomplete());
    }

    private DagDefinition dag(Entry entry, Mapping body, String path) {
        Fields fields = new Fields(body, Grammar.DAG, json);
        return new DagDefinition(head(entry, fields, path), nodes(fields.map("entry_points"), path + ".entry_points"));
    }

    private StepDefinition step(Entry entry, Mapping body, String path) {
        Fields fields = new Fields(body, Grammar.STEP, json);
        Optional<Marked<String>> reference = fields.map("reference")
                .flatMap(map -> fields.inside(map, Grammar.REFERENCE).text("component"))
                .filter(component -> !component.value().isEmpty());
        Map<String, NamedText> env = texts(fields.map("env"));
        return new StepDefinition(
                head(entry, fields, path),
                fields.text("command"),
                fields.text("docker_env").filter(image -> !image.value().isEmpty()),
                reference.isPresent() ? env : defaults.addTo(env, fields),
                StorageReader.cache(fields),
                StorageReader.mounts(fields, path + ".extra_fs"),
                reference,
                extras.retry(fields, path),
                extras.timeout(fields, path),
                extras.resources(fields, path));
    }

    private NodeDefinition.Head head(Entry entry, Fields fields, String path) {
        boolean dag = fields.table().is(Grammar.DAG);
        Optional<Fields> artifacts = fields.map("artifacts")
                .map(map -> fields.inside(map, dag ? Grammar.DAG_ARTIFACTS : Grammar.STEP_ARTIFACTS));
        return new NodeDefinition.Head(
                entry.name(),
                entry.key().span(),
                path,
                fields.mapping(),
                deps(fields),
                parameters(fields, path),
                texts(artifacts.flatMap(it -> it.map("input"))),
                artifacts.map(NodeReader::outputs).orElse(Map.of()),
                loop(fields, path),
                fields.text("condition").filter(condition -> !condition.value().isBlank()),
                isComplete(fields, artifacts));
    }

    private static boolean isComplete(Fields fields, Optional<Fields> artifacts) {
        boolean parameters =
                fields.node("parameters").isEmpty() || fields.map("parameters").isPresent();
        boolean artifactMap = fields.node("artifacts").isEmpty() || artifacts.isPresent();
        boolean inputs = artifacts.flatMap(it -> it.node("input")).isEmpty()
                || artifacts.flatMap(it -> it.map("input")).isPresent();
        boolean outputs = artifacts.flatMap(it -> it.node("output")).isEmpty()
                || artifacts.flatMap(it -> it.map("output")).isPresent()
                || artifacts
                        .filter(it -> it.table().is(Grammar.STEP_ARTIFACTS))
                        .flatMap(it -> it.node("output"))
                        .filter(Sequence.class::isInstance)
                        .isPresent();
        return parameters && artifactMap && inputs && outputs;
    }

    private List<Marked<String>> deps(Fields fields) {
        Optional<Marked<String>> written = fields.text("deps");
        return written.map(text -> CommaList.words(text, problems.source())).orElse(List.of());
    }

    private Map<String, ParameterDefinition> parameters(Fields fields, String path) {
        Map<String, ParameterDefinition> read = new LinkedHashMap<>();
        for (Entry entry : fields.map("parameters").map(Mapping::entries).orElse(List.of())) {
            read.put(entry.name(), parameters.read(entry, path + ".parameters." + entry.name()));
        }
        return read;
    }

    static Map<String, NamedText> texts(Optional<Mapping> map) {
        Map<String, NamedText> texts = new LinkedHashMap<>();
        for (Entry entry : map.map(Mapping::entries).orElse(List.of())) {
            if (entry.value() instanceof Scalar scalar) {
                scalar.value()
                        .ifPresent(value -> texts.put(
                                entry.name(),
                                new NamedText(entry.name(), entry.key().span(), value.text(), scalar.span())));
            }
        }
        return texts;
    }

    private static Map<String, NamedText> outputs(Fields artifacts) {
        Map<String, NamedText> outputs = new LinkedHashMap<>();
        List<Node> names = artifacts.table().is(Grammar.STEP_ARTIFACTS) ? artifacts.list("output") : List.of();
        for (Node item : names) {
            if (item instanceof Scalar scalar && scalar.isText()) {
                outputs.putIfAbsent(scalar.text(), new NamedText(scalar.text(), scalar.span(), "", scalar.span()));
            }
        }
        outputs.putAll(texts(artifacts.map("output")));
        return outputs;
    }

    private Optional<LoopDefinition> loop(Fields fields, String path) {
        Optional<Node> written = fields.node("loop_argument");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        return switch (written.get()) {
            case Sequence list -> Optional.of(new LoopDefinition.Items(elements(list, path), list.span()));
            case Scalar scalar
            when scalar.isText() -> Optional.of(new LoopDefinition.Text(scalar.text(), scalar.span()));
            case Scalar ignored -> Optional.empty();
            case Mapping ignored -> Optional.empty();
        };
    }

    private List<Value> elements(Sequence list, String path) {
        List<Value> elements = new ArrayList<>(list.items().size());
        for (Node item : list.items()) {
            element(item, path).ifPresent(elements::add);
        }
        return elements;
    }

    private Optional<Value> element(Node item, String path) {
        return switch (item) {
            case Sequence list -> Optional.of(new Value.Items(elements(list, path)));
            case Mapping mapping -> badElement(mapping.span(), path, "a map; elements are text, numbers and lists");
            case Scalar scalar
            when scalar.value().isEmpty() ->
                badElement(
                        scalar.span(),
                        path,
                        "'%s'; elements are text, numbers and lists, so quote it".formatted(scalar.text()));
            case Scalar scalar
            when TemplateText.parse(scalar.text()).hasReference() ->
                badElement(
                        scalar.span(),
                        path,
                        "a template; a list is taken as it stands, so loop over a parameter instead");
            case Scalar scalar -> scalar.value();
        };
    }

    private Optional<Value> badElement(Span at, String path, String what) {
        problems.error(Code.LOOP_ELEMENT, at, path + ".loop_argument", "a loop element is " + what);
        return Optional.empty();
    }
}
