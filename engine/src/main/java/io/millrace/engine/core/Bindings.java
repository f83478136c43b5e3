package io.millrace.engine.core;

import io.millrace.pipeline.plan.ArtifactSource;
import io.millrace.pipeline.plan.PlanParameter;
import io.millrace.pipeline.plan.SystemVariable;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.plan.Template.Ref;
import io.millrace.pipeline.plan.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the names in a node's templates stand for. Reads the state, changes nothing. */
final class Bindings {
    private static final Value NOTHING = new Value.Text("");

    private final RunState run;

    Bindings(RunState run) {
        this.run = run;
    }

    /** Parameters of a node as its siblings and its loop see them, when its dependencies are met. */
    Map<String, Value> parameters(Group group) throws UnresolvableException {
        return resolve(group, parentItem(group));
    }

    /** Parameters of one iteration; only those that name the loop element differ among iterations. */
    Map<String, Value> parameters(NodeRun node) {
        Optional<Value> item = node.item();
        if (item.isEmpty() || !usesLoopItem(node.group)) {
            return node.group.parameters;
        }
        try {
            return resolve(node.group, item.get());
        } catch (UnresolvableException e) {
            throw new IllegalStateException(run.id() + " " + node.path() + ": " + e.getMessage(), e);
        }
    }

    /** Parameters of one iteration that does not exist yet. */
    void checkParameters(Group group, Value item) throws UnresolvableException {
        if (usesLoopItem(group)) {
            resolve(group, item);
        }
    }

    private static boolean usesLoopItem(Group group) {
        return group.node.head().parameters().values().stream()
                .flatMap(parameter -> parameter.value().parts().stream())
                .anyMatch(new Ref.SystemValue(SystemVariable.PF_LOOP_ARGUMENT)::equals);
    }

    private static Value parentItem(Group group) {
        return Optional.ofNullable(group.parent).flatMap(NodeRun::item).orElse(NOTHING);
    }

    private Map<String, Value> resolve(Group group, Value loopItem) throws UnresolvableException {
        Map<String, Value> values = new LinkedHashMap<>();
        for (var entry : group.node.head().parameters().entrySet()) {
            values.put(entry.getKey(), resolve(group, entry.getKey(), entry.getValue(), loopItem));
        }
        return values;
    }

    private Value resolve(Group group, String name, PlanParameter parameter, Value loopItem)
            throws UnresolvableException {
        for (Template.Part part : parameter.value().parts()) {
            if (part instanceof Ref ref && lookup(group, ref, loopItem) == null) {
                throw new UnresolvableException("parameter '" + name + "' needs a value that does not exist: " + ref);
            }
        }
        Value value = parameter.value().resolve(ref -> present(ref, lookup(group, ref, loopItem)));
        if (parameter.type().isPresent()
                && !value.text().isEmpty()
                && !parameter.type().get().accepts(value)) {
            throw new UnresolvableException("parameter '%s' must be of type %s, but is '%s'"
                    .formatted(name, parameter.type().get().word(), value.text()));
        }
        return value;
    }

    private static Value present(Ref ref, @Nullable Value value) {
        if (value == null) {
            throw new IllegalStateException("no value for " + ref);
        }
        return value;
    }

    private @Nullable Value lookup(Group group, Ref ref, Value loopItem) {
        return switch (ref) {
            case Ref.SystemValue(SystemVariable variable) -> system(group, variable, loopItem);
            case Ref.Upstream(String node, String name) ->
                sibling(group, node).parameters.get(name);
            case Ref.Parent(String name) -> parameters(parent(group)).get(name);
            case Ref.ParentLoop() -> parentItem(group);
            case Ref.Secret secret -> throw new IllegalStateException("a parameter cannot name " + secret);
            case Ref.Own own -> throw new IllegalStateException("a parameter cannot name " + own);
        };
    }

    private Value system(Group group, SystemVariable variable, Value loopItem) {
        return switch (variable) {
            case PF_RUN_ID -> new Value.Text(run.id().toString());
            case PF_STEP_NAME -> new Value.Text(group.node.name().text());
            case PF_USER_NAME -> new Value.Text(run.input().user());
            case PF_LOOP_ARGUMENT -> loopItem;
        };
    }

    /** The text of a system variable inside env, command and condition. */
    String system(NodeRun node, SystemVariable variable) {
        return system(node.group, variable, node.item().orElse(NOTHING)).text();
    }

    /** Paths of an input artifact in the main storage: several when a node before ran several times. */
    List<String> input(Group group, String artifact) {
        ArtifactSource source = group.node.head().inputs().get(artifact);
        return switch (source) {
            case null -> List.of();
            case ArtifactSource.Node(String node, String name) -> outputs(sibling(group, node), name);
            case ArtifactSource.Parent(String name) -> input(parent(group).group, name);
        };
    }

    private List<String> outputs(Group group, String artifact) {
        List<String> paths = new ArrayList<>();
        for (NodeRun node : group.runs) {
            if (node.status == NodeStatus.SUCCEEDED) {
                paths.addAll(outputs(node, artifact));
            }
        }
        return paths;
    }

    List<String> outputs(NodeRun node, String artifact) {
        return switch (node) {
            case StepRun step -> List.of(output(step, artifact));
            case DagRun dag -> {
                ArtifactSource.Node source = dag.dag.outputs().get(artifact);
                yield source == null
                        ? List.of()
                        : outputs(dag.groups[dag.shape.position(source.node())], source.artifact());
            }
        };
    }

    /** Path of an output artifact of a step in the main storage. */
    String output(StepRun step, String artifact) {
        String kept =
                step.kept().map(earlier -> earlier.outputs().get(artifact)).orElse(null);
        return kept == null ? Names.artifact(run.input(), step, artifact) : kept;
    }

    private static Group sibling(Group group, String node) {
        DagRun parent = parent(group);
        return parent.groups[parent.shape.position(node)];
    }

    private static DagRun parent(Group group) {
        if (group.parent == null) {
            throw new IllegalStateException("node '" + group.node.name() + "' has no enclosing DAG");
        }
        return group.parent;
    }
}
