package io.millrace.pipeline.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.plan.ArtifactSource;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.NodeName;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanDag;
import io.millrace.pipeline.plan.PlanNode;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.SystemVariable;
import io.millrace.pipeline.plan.Template;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether everything that a plan names is there, so that a run cannot stumble over its definition. */
final class PlanAudit {
    private static final Set<String> SYSTEM =
            Arrays.stream(SystemVariable.values()).map(Enum::name).collect(Collectors.toSet());

    private PlanAudit() {}

    static void check(Plan plan) {
        assertThat(plan.name()).isNotEmpty();
        assertThat(plan.parallelism()).isBetween(1, 20);
        children(plan.root());
        plan.postProcess().ifPresent(post -> node(post, plan.root(), Map.of()));
    }

    private static void children(PlanDag dag) {
        Map<NodeName, PlanNode> siblings = new LinkedHashMap<>();
        for (PlanNode child : dag.children()) {
            assertThat(siblings.put(child.name(), child)).isNull();
        }
        inOrder(siblings);
        for (PlanNode child : dag.children()) {
            if (!child.head().disabled()) {
                node(child, dag, siblings);
            }
        }
        dag.outputs().forEach((name, source) -> output(siblings, source));
    }

    private static void inOrder(Map<NodeName, PlanNode> siblings) {
        Set<NodeName> done = new HashSet<>();
        Set<NodeName> left = new HashSet<>(siblings.keySet());
        while (!left.isEmpty()) {
            List<NodeName> ready = left.stream()
                    .filter(name ->
                            done.containsAll(sibling(siblings, name).head().deps()))
                    .toList();
            assertThat(ready).as("one of %s can start", left).isNotEmpty();
            done.addAll(ready);
            ready.forEach(left::remove);
        }
    }

    private static PlanNode sibling(Map<NodeName, PlanNode> siblings, NodeName name) {
        return Objects.requireNonNull(siblings.get(name), () -> "no node " + name);
    }

    private static void node(PlanNode node, PlanDag parent, Map<NodeName, PlanNode> siblings) {
        PlanNode.Head head = node.head();
        head.parameters().values().stream()
                .flatMap(parameter -> references(parameter.value()))
                .forEach(reference -> parameter(reference, head, parent.head(), siblings));
        head.inputs().values().forEach(source -> {
            switch (source) {
                case ArtifactSource.Parent(String artifact) ->
                    assertThat(parent.head().inputs()).containsKey(artifact);
                case ArtifactSource.Node from -> {
                    assertThat(head.deps()).contains(new NodeName(from.node()));
                    output(siblings, from);
                }
            }
        });
        head.condition()
                .ifPresent(condition -> assertThat(condition.references())
                        .allMatch(name -> SYSTEM.contains(name)
                                || head.parameters().containsKey(name)
                                || head.inputs().containsKey(name)));
        head.loop().ifPresent(loop -> loop(loop, head));
        switch (node) {
            case PlanStep step -> step(step);
            case PlanDag dag -> children(dag);
        }
    }

    private static Stream<Template.Ref> references(Template template) {
        return template.parts().stream().filter(Template.Ref.class::isInstance).map(Template.Ref.class::cast);
    }

    private static void parameter(
            Template.Ref reference, PlanNode.Head head, PlanNode.Head parent, Map<NodeName, PlanNode> siblings) {
        switch (reference) {
            case Template.Ref.SystemValue ignored -> {}
            case Template.Ref.Own own -> throw new AssertionError("a parameter reads " + own);
            case Template.Ref.Upstream(String node, String name) -> {
                assertThat(head.deps()).contains(new NodeName(node));
                assertThat(sibling(siblings, new NodeName(node)).head().parameters())
                        .containsKey(name);
            }
            case Template.Ref.Parent(String name) ->
                assertThat(parent.parameters()).containsKey(name);
            case Template.Ref.ParentLoop() -> assertThat(parent.loop()).isPresent();
            case Template.Ref.Secret secret -> throw new AssertionError("a parameter reads " + secret);
        }
    }

    private static void loop(LoopArgument loop, PlanNode.Head head) {
        switch (loop) {
            case LoopArgument.Known ignored -> {}
            case LoopArgument.FromParameter(String name) ->
                assertThat(head.parameters()).containsKey(name);
            case LoopArgument.FromArtifact(String name) ->
                assertThat(head.inputs()).containsKey(name);
        }
    }

    private static void step(PlanStep step) {
        Set<String> parameters = step.head().parameters().keySet();
        Set<String> all = new HashSet<>(parameters);
        all.addAll(step.head().inputs().keySet());
        all.addAll(step.outputs());
        own(references(step.command()), all);
        step.env().values().forEach(value -> own(references(value), parameters));
    }

    private static void own(Stream<Template.Ref> references, Set<String> names) {
        references.forEach(reference -> assertThat(reference instanceof Template.Ref.SystemValue
                        || (reference instanceof Template.Ref.Own(String name) && names.contains(name)))
                .as("%s among %s", reference, names)
                .isTrue());
    }

    private static void output(Map<NodeName, PlanNode> siblings, ArtifactSource.Node source) {
        boolean there = switch (sibling(siblings, new NodeName(source.node()))) {
            case PlanStep step -> step.outputs().contains(source.artifact());
            case PlanDag dag -> dag.outputs().containsKey(source.artifact());
        };
        assertThat(there).as("%s", source).isTrue();
    }
}
