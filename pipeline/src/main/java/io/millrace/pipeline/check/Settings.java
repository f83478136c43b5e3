package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.CacheDefinition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.MountDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.plan.CachePolicy;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.request.CompileRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the pipeline and the request together set for all steps, and what follows for one step. */
public final class Settings {
    private static final int DEFAULT_PARALLELISM = 10;
    private static final int MOST_PARALLEL = 20;

    private final PipelineDefinition pipeline;
    private final CompileRequest request;
    private final Optional<Mount> mainFs;
    private final List<Mount> extraFs;

    private Settings(PipelineDefinition pipeline, CompileRequest request) {
        this.pipeline = pipeline;
        this.request = request;
        this.mainFs = mainFs(pipeline, request);
        this.extraFs = pipeline.extraFs().stream().map(Settings::mount).toList();
    }

    public static Settings of(PipelineDefinition pipeline, CompileRequest request) {
        return new Settings(pipeline, request);
    }

    private static Optional<Mount> mainFs(PipelineDefinition pipeline, CompileRequest request) {
        Optional<Mount> written = pipeline.mainFs().map(Settings::mount);
        String own = written.map(Mount::storage).orElse("");
        String name = own.isEmpty() ? request.storage().orElse("") : own;
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(written.map(it -> new Mount(name, it.mountPath(), it.subPath(), false))
                .orElse(new Mount(name, "", "", false)));
    }

    private static Mount mount(MountDefinition written) {
        return new Mount(
                written.name().value(),
                written.mountPath().value(),
                written.subPath().value(),
                written.readOnly().value());
    }

    /** The run's name. */
    public String name() {
        return request.name().or(() -> pipeline.name().map(Marked::value)).orElse("");
    }

    /** 1 to 20. */
    public int parallelism() {
        double wanted = pipeline.parallelism().map(Marked::value).orElse((double) DEFAULT_PARALLELISM);
        return wanted < 1 ? DEFAULT_PARALLELISM : (int) Math.min(wanted, MOST_PARALLEL);
    }

    /** The request's, else the pipeline's, else fail-fast. */
    public FailureStrategy strategy() {
        return request.failureStrategy().or(pipeline::strategy).orElse(FailureStrategy.FAIL_FAST);
    }

    /** The storage for artifacts. */
    public Optional<Mount> mainFs() {
        return mainFs;
    }

    /** The image of steps that name none; empty: none. */
    public String dockerEnv() {
        return request.dockerEnv()
                .or(() -> pipeline.dockerEnv().map(Marked::value))
                .orElse("");
    }

    /** The image of a step; empty: none. */
    public String image(StepDefinition step) {
        return step.dockerEnv().map(Marked::value).orElseGet(this::dockerEnv);
    }

    /** The storages of a step beside the main one. */
    public List<Mount> extraFs(StepDefinition step) {
        if (step.extraFs().isEmpty()) {
            return extraFs;
        }
        List<Mount> all =
                new ArrayList<>(step.extraFs().stream().map(Settings::mount).toList());
        all.addAll(extraFs);
        return all;
    }

    /** The cache settings of a step; a post_process step has none. */
    public CachePolicy cache(StepDefinition step, boolean post) {
        if (post) {
            return CachePolicy.OFF;
        }
        CacheDefinition own = step.cache();
        boolean enabled = own.enable()
                .or(() -> pipeline.cache().enable())
                .map(Marked::value)
                .orElse(false);
        long expiry = own.maxExpiredTime()
                .or(() -> pipeline.cache().maxExpiredTime())
                .flatMap(StorageCheck::seconds)
                .orElse(-1L);
        List<CachePolicy.Scope> scopes =
                scopes(step).stream().map(Settings::scope).toList();
        return new CachePolicy(enabled, expiry, own.strategy().or(pipeline.cache()::strategy), scopes);
    }

    private List<CacheDefinition.Scope> scopes(StepDefinition step) {
        List<CacheDefinition.Scope> scopes = new ArrayList<>(step.cache().scope());
        scopes.addAll(pipeline.cache().scope());
        return scopes;
    }

    private static CachePolicy.Scope scope(CacheDefinition.Scope written) {
        List<String> paths = Arrays.stream(written.paths().split(",", -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
        return new CachePolicy.Scope(written.name().value(), paths.isEmpty() ? List.of("/") : paths);
    }

    void check(StepDefinition step, boolean post, StorageCheck storages, Problems problems) {
        Set<String> mounted = new HashSet<>();
        mainFs.ifPresent(main -> mounted.add(main.storage()));
        extraFs(step).forEach(mount -> mounted.add(mount.storage()));
        storages.scopes(step, post ? step.cache().scope() : scopes(step), mounted);
        image(step, problems);
    }

    private void image(StepDefinition step, Problems problems) {
        String image = image(step);
        String path = step.head().path() + ".docker_env";
        if (image.endsWith(".tar")) {
            String message = "'%s' is a tar file; step '%s' needs the name of an image".formatted(image, step.name());
            Optional<Marked<String>> written = step.dockerEnv()
                    .or(() -> request.dockerEnv().isPresent() ? Optional.empty() : pipeline.dockerEnv());
            if (written.isPresent()) {
                problems.error(Code.IMAGE_TAR, written.get().span(), path, message);
            } else {
                problems.requestError(Code.IMAGE_TAR, path, message, Optional.empty());
            }
        }
        if (image.isEmpty() && request.imagesRequired()) {
            problems.error(
                    Code.IMAGE_MISSING,
                    step.head().key(),
                    path,
                    "step '%s' has no image, and here steps run in images".formatted(step.name()),
                    Fix.advice("add docker_env to the step or to the pipeline"));
        }
    }
}
