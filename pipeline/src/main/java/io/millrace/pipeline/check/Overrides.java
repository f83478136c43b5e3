package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.ParameterDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.request.ParameterInput;
import io.millrace.pipeline.source.Limits;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Puts the parameter values of a request into a pipeline: names for everywhere first, then the longer paths. */
public final class Overrides {
    private final Problems problems;
    private final OverrideValues values;
    private Map<String, NodeDefinition> entries;
    private Map<String, NodeDefinition> post;

    private Overrides(PipelineDefinition pipeline, Limits limits, Problems problems) {
        this.problems = problems;
        this.values = new OverrideValues(problems, limits);
        this.entries = pipeline.entryPoints();
        this.post = pipeline.postProcess();
    }

    /** The pipeline with the values in place; what cannot be placed is reported. */
    public static PipelineDefinition apply(
            PipelineDefinition pipeline, Map<String, ParameterInput> parameters, Limits limits, Problems problems) {
        if (parameters.isEmpty()) {
            return pipeline;
        }
        Overrides overrides = new Overrides(pipeline, limits, problems);
        parameters.entrySet().stream()
                .sorted((a, b) -> Integer.compare(
                        segments(a.getKey()).size(), segments(b.getKey()).size()))
                .forEach(entry -> overrides.place(entry.getKey(), entry.getValue()));
        return pipeline.withNodes(overrides.entries, overrides.post);
    }

    private static List<String> segments(String name) {
        return Arrays.asList(name.split("\\.", -1));
    }

    private void place(String name, ParameterInput input) {
        List<String> path = segments(name);
        if (path.size() == 1) {
            everywhere(name, input);
            return;
        }
        boolean inEntries = entries.containsKey(path.getFirst()) || !post.containsKey(path.getFirst());
        if (inEntries) {
            entries = along(entries, path, 0, name, input);
        } else {
            post = along(post, path, 0, name, input);
        }
    }

    private void everywhere(String name, ParameterInput input) {
        TreeSet<String> declared = new TreeSet<>();
        collect(entries.values(), declared);
        collect(post.values(), declared);
        if (!declared.contains(name)) {
            unknown(name, "no step or DAG has a parameter '%s'".formatted(name), Nearest.to(name, declared));
            return;
        }
        entries = everywhere(entries, name, input);
        post = everywhere(post, name, input);
    }

    private static void collect(Collection<NodeDefinition> nodes, Collection<String> names) {
        for (NodeDefinition node : nodes) {
            names.addAll(node.head().parameters().keySet());
            if (node instanceof DagDefinition dag) {
                collect(dag.children().values(), names);
            }
        }
    }

    private Map<String, NodeDefinition> everywhere(
            Map<String, NodeDefinition> nodes, String name, ParameterInput input) {
        Map<String, NodeDefinition> changed = new LinkedHashMap<>();
        nodes.forEach((key, node) -> {
            NodeDefinition set = set(node, name, name, input);
            changed.put(
                    key,
                    set instanceof DagDefinition dag ? dag.withChildren(everywhere(dag.children(), name, input)) : set);
        });
        return changed;
    }

    private NodeDefinition set(NodeDefinition node, String parameter, String as, ParameterInput input) {
        ParameterDefinition declared = node.head().parameters().get(parameter);
        if (declared == null) {
            return node;
        }
        Map<String, ParameterDefinition> changed =
                new LinkedHashMap<>(node.head().parameters());
        changed.put(parameter, values.given(declared, as, input));
        return node.with(node.head().withParameters(changed));
    }

    private Map<String, NodeDefinition> along(
            Map<String, NodeDefinition> nodes, List<String> path, int depth, String as, ParameterInput input) {
        String segment = path.get(depth);
        NodeDefinition node = nodes.get(segment);
        if (node == null) {
            Optional<String> near = Nearest.to(segment, nodes.keySet());
            problems.requestError(
                    Code.OVERRIDE_PATH,
                    as,
                    "parameter '%s' of the request: there is no node '%s'".formatted(as, segment),
                    near.map(it -> Fix.advice("did you mean '%s'?".formatted(it))));
            return nodes;
        }
        Map<String, NodeDefinition> changed = new LinkedHashMap<>(nodes);
        changed.put(segment, at(node, path, depth + 1, as, input));
        return changed;
    }

    private NodeDefinition at(NodeDefinition node, List<String> path, int depth, String as, ParameterInput input) {
        String segment = path.get(depth);
        if (depth < path.size() - 1) {
            if (node instanceof DagDefinition dag) {
                return dag.withChildren(along(dag.children(), path, depth, as, input));
            }
            problems.requestError(
                    Code.OVERRIDE_PATH,
                    as,
                    "parameter '%s' of the request: '%s' is a step, so '%s' cannot be inside it; it must be a DAG"
                            .formatted(as, node.name(), segment),
                    Optional.empty());
            return node;
        }
        if (!node.head().parameters().containsKey(segment)) {
            unknown(
                    as,
                    "'%s' has no parameter '%s'".formatted(node.name(), segment),
                    Nearest.to(segment, node.head().parameters().keySet()));
        }
        return set(node, segment, as, input);
    }

    private void unknown(String as, String what, Optional<String> near) {
        problems.requestError(
                Code.OVERRIDE_UNKNOWN,
                as,
                "parameter '%s' of the request: %s".formatted(as, what),
                near.map(it -> Fix.advice("did you mean '%s'?".formatted(it))));
    }
}
