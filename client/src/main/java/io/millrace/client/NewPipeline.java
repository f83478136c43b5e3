package io.millrace.client;

import io.millrace.client.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A pipeline for the server to keep, or a new version of one. Each method gives a request that says one thing more. */
public final class NewPipeline {
    private final Map<String, Object> fields;

    private NewPipeline(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Of the text of a pipeline. */
    public static NewPipeline ofYaml(String yaml) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        return new NewPipeline(Map.of("yamlRaw", Base64.getEncoder().encodeToString(bytes)));
    }

    /** Of a pipeline written in Java. */
    public static NewPipeline of(Pipeline pipeline) {
        return ofYaml(pipeline.yaml());
    }

    /**
     * Of a file of this machine.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static NewPipeline ofFile(Path file) {
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
    public static NewPipeline ofStorage(String storage, String path) {
        NewPipeline pipeline = new NewPipeline(Map.of("fsName", storage));
        return path.isEmpty() ? pipeline : pipeline.with("yamlPath", path);
    }

    private NewPipeline with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new NewPipeline(more);
    }

    /** Another name than the text has. */
    public NewPipeline name(String name) {
        return with("name", name);
    }

    /** A text for people, up to 256 bytes. */
    public NewPipeline description(String text) {
        return with("desc", text);
    }

    /** The user whose storage is meant; only root may name another one. */
    public NewPipeline user(String owner) {
        return with("username", owner);
    }

    String json() {
        return Fields.write(fields);
    }
}
