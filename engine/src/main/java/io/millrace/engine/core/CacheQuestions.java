package io.millrace.engine.core;

import io.millrace.engine.core.CacheQuestion.Place;
import io.millrace.pipeline.plan.CachePolicy;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the cache is asked about a step. */
final class CacheQuestions {
    private final RunInput input;
    private final Bindings bindings;
    private final JobSpecs jobs;

    CacheQuestions(RunState run) {
        this.input = run.input();
        this.bindings = new Bindings(run);
        this.jobs = new JobSpecs(run);
    }

    CacheQuestion of(StepRun step) {
        CachePolicy policy = step.step.cache();
        CacheStrategy strategy = policy.strategy().orElse(input.cacheStrategy());
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        step.step.head().inputs().keySet().forEach(name -> inputs.put(name, bindings.input(step.group, name)));
        Map<String, String> outputs = new LinkedHashMap<>();
        step.step.outputs().forEach(name -> outputs.put(name, bindings.output(step, name)));
        return new CacheQuestion(
                input.user(),
                input.origin().source(),
                input.plan().name(),
                step.path(),
                strategy,
                policy.maxExpiredTime(),
                ingredients(step, inputs),
                places(inputs),
                scope(policy),
                outputs,
                strategy == CacheStrategy.CONSERVATIVE && !input.origin().isRetry());
    }

    private Ingredients ingredients(StepRun step, Map<String, List<String>> inputs) {
        PlanStep plan = step.step;
        Map<String, Value> parameters = bindings.parameters(step);
        Map<String, Value> named = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            named.put(name, new Value.Text(written(name)));
            texts.put(name, value.text());
        });
        Map<String, String> inputNames = new LinkedHashMap<>();
        Map<String, String> inputPaths = new LinkedHashMap<>();
        inputs.forEach((name, paths) -> {
            inputNames.put(name, written(name));
            inputPaths.put(name, jobs.seenByJob(paths));
        });
        Map<String, String> outputNames = new LinkedHashMap<>();
        plan.outputs().forEach(name -> outputNames.put(name, written(name)));
        List<JobMount> mounts = jobs.mounts(plan);
        boolean hasMain = input.plan().mainFs().isPresent();
        return new Ingredients(
                plan.image(),
                jobs.command(step, named, inputNames, outputNames),
                jobs.ownEnv(step, named),
                JobSpecs.secrets(step),
                jobs.command(step, parameters, inputPaths, outputNames),
                jobs.ownEnv(step, parameters),
                texts,
                inputs,
                plan.outputs(),
                hasMain ? Optional.of(mounts.getFirst()) : Optional.empty(),
                mounts.subList(hasMain ? 1 : 0, mounts.size()),
                step.item().map(Value::text));
    }

    private static String written(String name) {
        return "{{" + name + "}}";
    }

    private Map<String, List<Place>> places(Map<String, List<String>> inputs) {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        input.plan()
                .mainFs()
                .ifPresent(main -> inputs.forEach((name, paths) -> places.put(
                        name,
                        paths.stream().map(path -> place(main.storage(), path)).toList())));
        return places;
    }

    private List<Place> scope(CachePolicy policy) {
        List<Place> places = new ArrayList<>();
        for (CachePolicy.Scope scope : policy.scope()) {
            scope.paths().forEach(path -> places.add(place(scope.storage(), path)));
        }
        return places;
    }

    private Place place(String storage, String path) {
        return new Place(storage, input.storage(storage).location(), path);
    }
}
