package io.millrace.client;

import io.millrace.client.pipeline.FailureStrategy;
import io.millrace.client.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request to run a pipeline. Each method gives a request that says one thing more; what is not said is not sent. */
public final class NewRun {
    private final Map<String, Object> fields;

    private NewRun(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Of the text of a pipeline. */
    public static NewRun ofYaml(String yaml) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        return new NewRun(Map.of("runYamlRaw", Base64.getEncoder().encodeToString(bytes)));
    }

    /** Of a pipeline written in Java. */
    public static NewRun of(Pipeline pipeline) {
        return ofYaml(pipeline.yaml());
    }

    /**
     * Of a file of this machine.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static NewRun ofFile(Path file) {
        try {
            return ofYaml(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pipeline " + file, e);
        }
    }

    /**
     * Of a file in a storage of the server.
     *
     * @param path in the storage; empty: {@code run.yaml}
     */
    public static NewRun ofStorage(String storage, String path) {
        NewRun run = new NewRun(Map.of()).storage(storage);
        return path.isEmpty() ? run : run.with("runYamlPath", path);
    }

    /** Of the newest version of a pipeline that the server keeps. */
    public static NewRun ofPipeline(String pipeline) {
        return new NewRun(Map.of("pipelineID", pipeline));
    }

    /** Of one version of a pipeline that the server keeps. */
    public static NewRun ofPipeline(String pipeline, String version) {
        return ofPipeline(pipeline).with("pipelineVersionID", version);
    }

    private NewRun with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new NewRun(more);
    }

    /** The main storage, which holds the artifacts. */
    public NewRun storage(String name) {
        return with("fsName", name);
    }

    /** The user whose storages are meant; only root may name another one. */
    public NewRun user(String owner) {
        return with("username", owner);
    }

    /** Another name than that of the pipeline. */
    public NewRun name(String name) {
        return with("name", name);
    }

    /** A text for people. */
    public NewRun description(String text) {
        return with("desc", text);
    }

    /** Runs one entry point and what it depends on. */
    public NewRun entry(String node) {
        return with("entry", node);
    }

    /** Sets a parameter of every node that has it, or of one: {@code train.epochs}. Texts, numbers and lists. */
    public NewRun parameter(String parameter, Object value) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (fields.get("parameters") instanceof Map<?, ?> before) {
            before.forEach((name, old) -> parameters.put(name.toString(), old));
        }
        parameters.put(parameter, value);
        return with("parameters", parameters);
    }

    /** Sets several parameters. */
    public NewRun parameters(Map<String, ?> values) {
        NewRun run = this;
        for (Map.Entry<String, ?> value : values.entrySet()) {
            run = run.parameter(value.getKey(), value.getValue());
        }
        return run;
    }

    /** Skips nodes, by their paths, instead of those that the pipeline names. */
    public NewRun disable(String... paths) {
        return with("disabled", String.join(",", paths));
    }

    /** The image of steps that name none, instead of the pipeline's. */
    public NewRun image(String image) {
        return with("dockerEnv", image);
    }

    /** What becomes of the run when a node fails, instead of what the pipeline says. */
    public NewRun onFailure(FailureStrategy strategy) {
        return with("failureOptions", Map.of("strategy", strategy.word()));
    }

    String json() {
        return Fields.write(fields);
    }
}
