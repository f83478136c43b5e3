package io.millrace.pipeline.check;

import io.millrace.pipeline.check.Scope.Zone;
import io.millrace.pipeline.definition.Components;
import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.request.CompileRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Runs all rules over a pipeline. */
public final class Checks {
    private final PipelineDefinition pipeline;
    private final CompileRequest request;
    private final Problems problems;
    private final Components components;
    private final Settings settings;
    private final References references;
    private final StorageCheck storages;
    private final SecretCheck secrets;

    private Checks(
            PipelineDefinition pipeline,
            CompileRequest request,
            Optional<Supplier<Set<String>>> secrets,
            Problems problems) {
        this.pipeline = pipeline;
        this.request = request;
        this.problems = problems;
        this.components = new Components(pipeline.components());
        this.settings = Settings.of(pipeline, request);
        this.references = new References(problems);
        this.storages = new StorageCheck(problems);
        this.secrets = new SecretCheck(problems, secrets);
    }

    /**
     * Reports everything that is wrong; answers the paths of disabled nodes.
     *
     * @param secrets names of the secrets that there are; empty: not to be looked at
     */
    public static Set<String> run(
            PipelineDefinition pipeline,
            CompileRequest request,
            Optional<Supplier<Set<String>>> secrets,
            Problems problems) {
        return new Checks(pipeline, request, secrets, problems).all();
    }

    private Set<String> all() {
        new PipelineCheck(problems, request, settings).check(pipeline);
        storages.pipeline(pipeline, settings.mainFs().map(it -> it.storage()));
        Scope entries = scope(pipeline.entryPoints(), Zone.ENTRY_POINTS);
        Scope post = scope(pipeline.postProcess(), Zone.POST_PROCESS);
        Scope templates = scope(pipeline.components(), Zone.COMPONENTS);
        Set<String> disabled = new Disabled(problems, entries, post).check(pipeline, request.disabled());
        siblings(entries, disabled);
        siblings(post, disabled);
        siblings(templates, Set.of());
        new ReferenceCheck(problems, components).components(pipeline.components());
        new PostProcessCheck(problems, components).check(pipeline);
        TypeCheck types = new TypeCheck(problems);
        types.siblings(entries);
        types.siblings(post);
        types.siblings(templates);
        new SizeCheck(problems, request.limits()).check(pipeline);
        return disabled;
    }

    private Scope scope(Map<String, NodeDefinition> nodes, Zone zone) {
        return new Scope(nodes, Optional.empty(), zone, "", components);
    }

    private void siblings(Scope scope, Set<String> disabled) {
        new DepsCheck(problems).siblings(scope);
        for (NodeDefinition node : scope.siblings().values()) {
            node(scope, node, disabled.contains(scope.path() + node.name()));
            if (node instanceof DagDefinition dag) {
                if (dag.children().isEmpty() && isNamed(dag)) {
                    problems.error(
                            Code.NO_NODES,
                            dag.head().key(),
                            dag.head().path() + ".entry_points",
                            "the DAG '%s' has no step".formatted(dag.name()));
                }
                siblings(scope.inside(dag), disabled);
            }
        }
    }

    /** An absent or null map of children was reported as a missing key. */
    private static boolean isNamed(DagDefinition dag) {
        return dag.head().body().get("entry_points").isPresent()
                || dag.head().body().get("entryPoints").isPresent();
    }

    private void node(Scope scope, NodeDefinition node, boolean isDisabled) {
        new NameCheck(problems).node(scope, node);
        new LoopCheck(problems, request.limits()).node(node);
        ArtifactCheck artifacts =
                new ArtifactCheck(problems, references, settings.mainFs().isPresent());
        artifacts.needsStorage(node);
        new ReferenceCheck(problems, components).node(node);
        if (!isDisabled) {
            new ConditionCheck(problems).node(node);
            new ParameterScopeCheck(problems, references, secrets).node(scope, node);
            new OwnScopeCheck(problems, references, secrets).node(node);
            artifacts.node(scope, node);
        }
        if (node instanceof StepDefinition step && step.reference().isEmpty()) {
            storages.step(step);
            settings.check(step, scope.zone() == Zone.POST_PROCESS, storages, problems);
        }
    }
}
