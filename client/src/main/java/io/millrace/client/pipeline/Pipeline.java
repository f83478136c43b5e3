package io.millrace.client.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline that is being written. Not safe for use by many threads.
 *
 * <pre>{@code
 * Pipeline pipeline = Pipeline.named("count").mainStorage("work");
 * Step write = pipeline.step("write").command("seq 1 10 > {{numbers}}").output("numbers");
 * pipeline.step("count").command("wc -l < {{numbers}}").input("numbers", write.artifact("numbers"));
 * String yaml = pipeline.yaml();
 * }</pre>
 */
public final class Pipeline {
    private final String name;
    private final Nodes components = Nodes.components();
    private final Nodes entryPoints = Nodes.siblings("the pipeline", components);
    private final Nodes postProcess = Nodes.alone("post_process", components);
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final Map<String, Object> storages = new LinkedHashMap<>();
    private final List<Object> extraStorages = new ArrayList<>();

    private Pipeline(String name) {
        this.name = name;
    }

    /** An empty pipeline. */
    public static Pipeline named(String name) {
        return new Pipeline(name);
    }

    /** A new step. */
    public Step step(String stepName) {
        return entryPoints.step(stepName, Optional.empty());
    }

    /**
     * A new step that runs as a component.
     *
     * @throws IllegalArgumentException when the component is none of this pipeline
     */
    public Step step(String stepName, Node<?> component) {
        return entryPoints.reference(stepName, Optional.empty(), component);
    }

    /** A new DAG. */
    public Dag dag(String dagName) {
        return entryPoints.dag(dagName, Optional.empty());
    }

    /** A new step that runs only where others refer to it; what it reads is declared without a source. */
    public Step componentStep(String stepName) {
        return components.step(stepName, Optional.empty());
    }

    /** A new DAG that runs only where others refer to it. */
    public Dag componentDag(String dagName) {
        return components.dag(dagName, Optional.empty());
    }

    /** The step that runs when all else is over, whatever became of it. */
    public Step postProcess(String stepName) {
        return postProcess.step(stepName, Optional.empty());
    }

    /** The image of steps that name none. */
    public Pipeline image(String image) {
        options.put("docker_env", image);
        return this;
    }

    /** Steps of a run at the same time, from 1 to 20. */
    public Pipeline parallelism(int steps) {
        options.put("parallelism", steps);
        return this;
    }

    /** What becomes of the run when a node fails. */
    public Pipeline onFailure(FailureStrategy strategy) {
        options.put("failure_options", Map.of("strategy", strategy.word()));
        return this;
    }

    /** Nodes that are skipped, by their paths: {@code work.plot}. */
    public Pipeline disable(String... paths) {
        options.put("disabled", String.join(", ", paths));
        return this;
    }

    /** Whether and for how long results of steps are reused. */
    public Pipeline cache(CacheOptions cache) {
        options.put("cache", cache.form());
        return this;
    }

    /** The storage that holds the artifacts. */
    public Pipeline mainStorage(String storage) {
        return mainStorage(MountedStorage.of(storage));
    }

    /** The storage that holds the artifacts, as steps see it. */
    public Pipeline mainStorage(MountedStorage storage) {
        storages.put("main_fs", storage.form());
        return this;
    }

    /** One more storage for all steps. */
    public Pipeline storage(MountedStorage storage) {
        extraStorages.add(storage.form());
        return this;
    }

    /** The pipeline as a file has it. */
    public String yaml() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", name);
        form.putAll(options);
        Map<String, Object> fsOptions = new LinkedHashMap<>(storages);
        Node.putUnlessEmpty(fsOptions, "extra_fs", extraStorages);
        Node.putUnlessEmpty(form, "fs_options", fsOptions);
        Node.putUnlessEmpty(form, "components", components.form());
        form.put("entry_points", entryPoints.form());
        Node.putUnlessEmpty(form, "post_process", postProcess.form());
        return YamlText.of(form);
    }
}
