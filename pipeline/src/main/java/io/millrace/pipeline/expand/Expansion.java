package io.millrace.pipeline.expand;

import io.millrace.pipeline.check.Settings;
import io.millrace.pipeline.condition.ConditionSyntaxException;
import io.millrace.pipeline.condition.ParsedCondition;
import io.millrace.pipeline.definition.Components;
import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.LoopDefinition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.NamedText;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.plan.ArtifactSource;
import io.millrace.pipeline.plan.Condition;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.LoopItems;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanParameter;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.plan.Value;
import io.millrace.pipeline.template.TemplateText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the plan of one pipeline. Only for pipelines in which the checks found nothing wrong. */
public final class Expansion {
    /** Name of the outermost DAG inside a plan; it never shows. */
    private static final NodeName ROOT = new NodeName("root");

    private final PipelineDefinition pipeline;
    private final Settings settings;
    private final Components components;
    private final Set<String> disabled;
    private final Map<String, List<PlanNode>> shared = new HashMap<>();

    private Expansion(PipelineDefinition pipeline, Settings settings, Set<String> disabled) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.components = new Components(pipeline.components());
        this.disabled = disabled;
    }

    /**
     * The plan.
     *
     * @param disabled paths of nodes to skip
     * @param entry the only entry point to run, with what it depends on; empty: all
     */
    public static Plan plan(
            PipelineDefinition pipeline, Settings settings, Set<String> disabled, Optional<String> entry) {
        return new Expansion(pipeline, settings, disabled).plan(entry);
    }

    private Plan plan(Optional<String> entry) {
        Set<String> wanted =
                entry.map(this::closure).orElse(pipeline.entryPoints().keySet());
        List<NodeDefinition> entries = pipeline.entryPoints().values().stream()
                .filter(node -> wanted.contains(node.name()))
                .toList();
        PlanNode.Head head =
                new PlanNode.Head(ROOT, List.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty(), false);
        Optional<PlanStep> post = pipeline.postProcess().values().stream()
                .findFirst()
                .map(node -> node(node, "", true))
                .map(PlanStep.class::cast);
        return new Plan(
                settings.name(),
                new PlanDag(head, nodes(entries, ""), Map.of()),
                post,
                settings.parallelism(),
                settings.strategy(),
                settings.mainFs(),
                settings.dockerEnv());
    }

    private Set<String> closure(String entry) {
        Set<String> wanted = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(entry));
        while (!open.isEmpty()) {
            NodeDefinition node = pipeline.entryPoints().get(open.pop());
            if (node != null && wanted.add(node.name())) {
                node.head().deps().forEach(dep -> open.push(dep.value()));
            }
        }
        return wanted;
    }

    private List<PlanNode> nodes(Collection<NodeDefinition> definitions, String path) {
        List<PlanNode> nodes = new ArrayList<>(definitions.size());
        for (NodeDefinition definition : definitions) {
            nodes.add(node(definition, path, false));
        }
        return nodes;
    }

    private PlanNode node(NodeDefinition written, String path, boolean post) {
        NodeDefinition node = components
                .resolve(written)
                .orElseThrow(() -> new IllegalStateException("unresolved reference " + path + written.name()));
        String own = path + written.name();
        PlanNode.Head head = head(node, disabled.contains(own));
        return switch (node) {
            case StepDefinition step -> step(step, head, post);
            case DagDefinition dag -> new PlanDag(head, children(written, dag, own), outputs(dag));
        };
    }

    /** The children of a component are the same for all who reference it, unless some are disabled. */
    private List<PlanNode> children(NodeDefinition written, DagDefinition dag, String path) {
        Optional<String> component = Components.reference(written);
        String below = path + ".";
        if (component.isEmpty() || disabled.stream().anyMatch(it -> it.startsWith(below))) {
            return nodes(dag.children().values(), below);
        }
        List<PlanNode> known = shared.get(component.get());
        if (known == null) {
            known = nodes(dag.children().values(), below);
            shared.put(component.get(), known);
        }
        return known;
    }

    private PlanStep step(StepDefinition step, PlanNode.Head head, boolean post) {
        Map<String, Template> env = new LinkedHashMap<>();
        step.env().forEach((name, text) -> env.put(name, variable(text.text())));
        return new PlanStep(
                head,
                template(step.command().map(Marked::value).orElse("")),
                env,
                settings.image(step),
                List.copyOf(step.head().outputs().keySet()),
                settings.extraFs(step),
                settings.cache(step, post),
                step.retry(),
                step.timeout(),
                step.resources());
    }

    private static Template variable(String text) {
        TemplateText written = TemplateText.parse(text);
        return written.single()
                .filter(TemplateText.Reference::isSecret)
                .map(secret -> new Template(List.of(new Template.Ref.Secret(secret.name()))))
                .orElseGet(written::toTemplate);
    }

    private static Template template(String text) {
        return TemplateText.parse(text).toTemplate();
    }

    private static PlanNode.Head head(NodeDefinition node, boolean isDisabled) {
        NodeDefinition.Head head = node.head();
        Map<String, PlanParameter> parameters = new LinkedHashMap<>();
        head.parameters().forEach((name, parameter) -> parameters.put(name, parameter(parameter)));
        Map<String, ArtifactSource> inputs = new LinkedHashMap<>();
        head.inputs().forEach((name, input) -> source(input).ifPresent(source -> inputs.put(name, source)));
        return new PlanNode.Head(
                new NodeName(head.name()),
                head.deps().stream()
                        .map(Marked::value)
                        .distinct()
                        .map(NodeName::new)
                        .toList(),
                parameters,
                inputs,
                head.loop().map(loop -> loop(head, loop)),
                isDisabled ? Optional.empty() : head.condition().map(Expansion::condition),
                isDisabled);
    }

    private static PlanParameter parameter(ParameterDefinition parameter) {
        Template template = switch (parameter.value()) {
            case Value.Text(String text) -> template(text);
            case Value.Int number -> Template.of(number);
            case Value.Real number -> Template.of(number);
            case Value.Items items -> Template.of(items);
        };
        return new PlanParameter(template, parameter.type());
    }

    /** Empty only for nodes whose templates are not checked: disabled ones. */
    private static Optional<ArtifactSource> source(NamedText input) {
        return TemplateText.parse(input.text())
                .single()
                .filter(reference -> !reference.node().isEmpty())
                .map(reference -> reference.isParent()
                        ? new ArtifactSource.Parent(reference.name())
                        : new ArtifactSource.Node(reference.node(), reference.name()));
    }

    private static Map<String, ArtifactSource.Node> outputs(DagDefinition dag) {
        Map<String, ArtifactSource.Node> outputs = new LinkedHashMap<>();
        dag.head()
                .outputs()
                .forEach((name, output) -> source(output).ifPresent(source -> {
                    if (source instanceof ArtifactSource.Node node) {
                        outputs.put(name, node);
                    }
                }));
        return outputs;
    }

    private static Condition condition(Marked<String> text) {
        try {
            return ParsedCondition.parse(text.value());
        } catch (ConditionSyntaxException e) {
            throw new IllegalStateException("unchecked condition " + text.value(), e);
        }
    }

    private static LoopArgument loop(NodeDefinition.Head head, LoopDefinition loop) {
        return switch (loop) {
            case LoopDefinition.Items(List<Value> items, var at) -> new LoopArgument.Known(items, true);
            case LoopDefinition.Text text ->
                TemplateText.parse(text.text())
                        .single()
                        .map(reference -> from(head, reference.name()))
                        .orElseGet(() -> known(text.text()));
        };
    }

    private static LoopArgument from(NodeDefinition.Head head, String name) {
        return head.inputs().containsKey(name) && !head.parameters().containsKey(name)
                ? new LoopArgument.FromArtifact(name)
                : new LoopArgument.FromParameter(name);
    }

    private static LoopArgument known(String json) {
        try {
            return new LoopArgument.Known(LoopItems.ofJson(json, Integer.MAX_VALUE), false);
        } catch (LoopItems.LoopException e) {
            throw new IllegalStateException("unchecked loop " + json, e);
        }
    }
}
