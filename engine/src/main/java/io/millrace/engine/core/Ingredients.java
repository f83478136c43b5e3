package io.millrace.engine.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a step's definition that decides what it does: what its first fingerprint is made of.
 *
 * @param command after templates, except that those of parameters and artifacts stay as they were written: these count by
 *     their own
 * @param env the step's own variables, with templates as in the command
 * @param secrets variables that are secrets, each with its name; a cache adds something that changes with the value
 * @param resolvedCommand the same with parameters and input artifacts put in, as PaddleFlow takes it
 * @param resolvedEnv the same of the variables
 * @param parameters by name, as text
 * @param inputs paths of each input artifact in the main storage
 * @param outputs names of the output artifacts
 * @param mainFs the storage for artifacts; empty: none
 * @param extraFs the other storages in their order
 * @param loopItem the element of the iteration as text; empty: the step does not loop
 */
public record Ingredients(
        String image,
        String command,
        Map<String, String> env,
        Map<String, String> secrets,
        String resolvedCommand,
        Map<String, String> resolvedEnv,
        Map<String, String> parameters,
        Map<String, List<String>> inputs,
        List<String> outputs,
        Optional<JobMount> mainFs,
        List<JobMount> extraFs,
        Optional<String> loopItem) {
    public Ingredients {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        resolvedEnv = Collections.unmodifiableMap(new LinkedHashMap<>(resolvedEnv));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = List.copyOf(outputs);
        extraFs = List.copyOf(extraFs);
    }
    /** The same with other texts for the secrets. */
    public Ingredients withSecrets(Map<String, String> others) {
        return new Ingredients(
                image,
                command,
                env,
                others,
                resolvedCommand,
                resolvedEnv,
                parameters,
                inputs,
                outputs,
                mainFs,
                extraFs,
                loopItem);
    }
}
