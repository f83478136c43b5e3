package io.millrace.engine.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the artifacts of a step iteration lie.
 *
 * @param location where the main storage is
 * @param inputs paths in it by name; several when a node before ran several times
 * @param outputs path in it by name; of a step that did not run, those of the result that stands for it
 */
public record StepArtifacts(String location, Map<String, List<String>> inputs, Map<String, String> outputs) {
    public StepArtifacts {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** What is known of {@code step} now; empty when the run has no main storage. */
    public static Optional<StepArtifacts> of(RunState run, StepRun step) {
        return run.input().plan().mainFs().map(main -> {
            Bindings bindings = new Bindings(run);
            Map<String, List<String>> inputs = new LinkedHashMap<>();
            for (String name : step.step.head().inputs().keySet()) {
                inputs.put(name, bindings.input(step.group, name));
            }
            Map<String, String> outputs = new LinkedHashMap<>();
            for (String name : step.step.outputs()) {
                outputs.put(name, bindings.output(step, name));
            }
            return new StepArtifacts(run.input().storage(main.storage()).location(), inputs, outputs);
        });
    }
}
