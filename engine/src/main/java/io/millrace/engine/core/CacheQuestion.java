package io.millrace.engine.core;

import io.millrace.pipeline.plan.CacheStrategy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cache has to know about a step iteration to say whether an earlier result stands for it.
 *
 * @param user who the run works for
 * @param source where the pipeline came from; only results of the same source are reused
 * @param pipeline effective name of the pipeline
 * @param path run-time name of the iteration
 * @param strategy how files are looked at
 * @param maxExpiredTime seconds for which the result may be reused later; -1: for ever; other negative numbers: never
 * @param inputs content of the input artifacts, by name
 * @param scope content of the paths that the pipeline names beside
 * @param outputs paths of the output artifacts in the main storage, by name
 * @param reusesFailures whether an earlier failure may stand here
 */
public record CacheQuestion(
        String user,
        String source,
        String pipeline,
        String path,
        CacheStrategy strategy,
        long maxExpiredTime,
        Ingredients ingredients,
        Map<String, List<Place>> inputs,
        List<Place> scope,
        Map<String, String> outputs,
        boolean reusesFailures) {
    public CacheQuestion {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        scope = List.copyOf(scope);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * A path in a storage.
     *
     * @param storage name of the storage
     * @param location where the storage is
     * @param path relative to the storage's root; {@code /} is all of it
     */
    public record Place(String storage, String location, String path) {}
}
