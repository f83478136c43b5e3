package io.millrace.pipeline.request;

import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.InOrder;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.Notation;
import java.util.Map;
import java.util.Optional;

/**
 * How to compile a pipeline. Empty values leave what the text says.
 *
 * @param notation of the text
 * @param name replaces the pipeline's name
 * @param dockerEnv replaces the pipeline's image, not that of steps which name one
 * @param disabled replaces the pipeline's list
 * @param failureStrategy replaces the pipeline's
 * @param entry runs only this entry point and what it depends on
 * @param storage name of the storage for artifacts
 * @param storageRule what {@code storage} means when the text names one too
 * @param parameters by names such as {@code epochs}, {@code train.epochs} or {@code dag.train.epochs}
 * @param imagesRequired whether every step must have an image
 */
public record CompileRequest(
        Notation notation,
        Optional<String> name,
        Optional<String> dockerEnv,
        Optional<String> disabled,
        Optional<FailureStrategy> failureStrategy,
        Optional<String> entry,
        Optional<String> storage,
        StorageRule storageRule,
        Map<String, ParameterInput> parameters,
        boolean imagesRequired,
        Limits limits) {

    /** Takes the text as it is, without a storage, by the server's rule. */
    public static final CompileRequest PLAIN = new CompileRequest(
            Notation.YAML,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            StorageRule.SERVER,
            Map.of(),
            false,
            Limits.DEFAULT);

    public CompileRequest {
        name = name.filter(it -> !it.isEmpty());
        dockerEnv = dockerEnv.filter(it -> !it.isEmpty());
        disabled = disabled.filter(it -> !it.isEmpty());
        entry = entry.filter(it -> !it.isEmpty());
        storage = storage.filter(it -> !it.isEmpty());
        parameters = InOrder.copyOf(parameters);
    }

    /** As the embedded mode does it: {@code storage} is for pipelines that name none. */
    public static CompileRequest embedded(String storage) {
        return PLAIN.withStorage(storage, StorageRule.EMBEDDED);
    }

    /** With another notation of the text. */
    public CompileRequest withNotation(Notation other) {
        return new CompileRequest(
                other,
                name,
                dockerEnv,
                disabled,
                failureStrategy,
                entry,
                storage,
                storageRule,
                parameters,
                imagesRequired,
                limits);
    }

    /** With another name; empty text: the pipeline's own. */
    public CompileRequest withName(String other) {
        return new CompileRequest(
                notation,
                Optional.of(other),
                dockerEnv,
                disabled,
                failureStrategy,
                entry,
                storage,
                storageRule,
                parameters,
                imagesRequired,
                limits);
    }

    /** With another image. */
    public CompileRequest withDockerEnv(String other) {
        return new CompileRequest(
                notation,
                name,
                Optional.of(other),
                disabled,
                failureStrategy,
                entry,
                storage,
                storageRule,
                parameters,
                imagesRequired,
                limits);
    }

    /** With another list of disabled nodes. */
    public CompileRequest withDisabled(String other) {
        return new CompileRequest(
                notation,
                name,
                dockerEnv,
                Optional.of(other),
                failureStrategy,
                entry,
                storage,
                storageRule,
                parameters,
                imagesRequired,
                limits);
    }

    /** With another failure strategy. */
    public CompileRequest withFailureStrategy(FailureStrategy other) {
        return new CompileRequest(
                notation,
                name,
                dockerEnv,
                disabled,
                Optional.of(other),
                entry,
                storage,
                storageRule,
                parameters,
                imagesRequired,
                limits);
    }

    /** With only one entry point. */
    public CompileRequest withEntry(String other) {
        return new CompileRequest(
                notation,
                name,
                dockerEnv,
                disabled,
                failureStrategy,
                Optional.of(other),
                storage,
                storageRule,
                parameters,
                imagesRequired,
                limits);
    }

    /** With a storage; empty text: none. */
    public CompileRequest withStorage(String other, StorageRule rule) {
        return new CompileRequest(
                notation,
                name,
                dockerEnv,
                disabled,
                failureStrategy,
                entry,
                Optional.of(other),
                rule,
                parameters,
                imagesRequired,
                limits);
    }

    /** With other parameters. */
    public CompileRequest withParameters(Map<String, ParameterInput> others) {
        return new CompileRequest(
                notation,
                name,
                dockerEnv,
                disabled,
                failureStrategy,
                entry,
                storage,
                storageRule,
                others,
                imagesRequired,
                limits);
    }

    /** With or without the need of images. */
    public CompileRequest withImagesRequired(boolean required) {
        return new CompileRequest(
                notation,
                name,
                dockerEnv,
                disabled,
                failureStrategy,
                entry,
                storage,
                storageRule,
                parameters,
                required,
                limits);
    }

    /** With other limits. */
    public CompileRequest withLimits(Limits others) {
        return new CompileRequest(
                notation,
                name,
                dockerEnv,
                disabled,
                failureStrategy,
                entry,
                storage,
                storageRule,
                parameters,
                imagesRequired,
                others);
    }
}
