package io.millrace.server.run;

import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.loop.Submission;
import io.millrace.engine.record.RunRequest;
import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.StorageRule;
import io.millrace.pipeline.source.SourceText;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes runs of requests. Safe for use by many threads. */
public final class RunCreation {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");

    private final Engine engine;
    private final Storages storages;
    private final Templates templates;
    private final Admission admission;
    private final CacheStrategy cacheStrategy;
    private final TimeSource time;

    /**
     * @param cacheStrategy for steps that choose none
     */
    public RunCreation(
            Engine engine,
            Storages storages,
            Templates templates,
            Admission admission,
            CacheStrategy cacheStrategy,
            TimeSource time) {
        this.engine = engine;
        this.storages = storages;
        this.templates = templates;
        this.admission = admission;
        this.cacheStrategy = cacheStrategy;
        this.time = time;
    }

    RunId create(Caller caller, RunSpec spec) {
        String owner = caller.isRoot() && !spec.owner().isEmpty() ? spec.owner() : caller.name();
        PipelineText text = PipelineText.of(spec, caller, owner, storages, templates);
        if (!spec.name().isEmpty() && !NAME.matcher(spec.name()).matches()) {
            throw ApiCode.INVALID_NAME_PATTERN.because(
                    "the name of a run has up to 128 letters, digits, - and _, no digit or - first: '%s' does not"
                            .formatted(spec.name()));
        }
        CompileRequest compile = compileRequest(spec, text);
        Plan plan = compile(text, compile);
        RunRequest request = new RunRequest(caller.name(), roots(owner, plan), false, cacheStrategy, compile);
        Submission submission =
                Submission.of(plan, request, text.text(), text.source(), spec.description(), time.now());
        admission.require(submission.input().apply(new RunId(1)));
        return engine.submit(submission);
    }

    private static CompileRequest compileRequest(RunSpec spec, PipelineText text) {
        CompileRequest request = CompileRequest.PLAIN
                .withName(spec.name())
                .withEntry(spec.entry())
                .withParameters(spec.parameters())
                .withDockerEnv(spec.dockerEnv())
                .withDisabled(spec.disabled())
                .withStorage(spec.storage().isEmpty() ? text.storage() : spec.storage(), StorageRule.SERVER);
        return spec.failureStrategy().map(request::withFailureStrategy).orElse(request);
    }

    private static Plan compile(PipelineText text, CompileRequest request) {
        Compiled compiled = PipelineCompiler.compile(new SourceText("pipeline", text.text()), request);
        return compiled.plan().orElseThrow(() -> refusal(compiled.errors()));
    }

    /** What keeps a pipeline from running, as an error: all problems, one a line, with their places. */
    public static ApiException refusal(List<Problem> problems) {
        boolean aboutStorage = problems.stream().allMatch(problem -> problem.code() == Code.FS_DIFFERS);
        ApiCode code = aboutStorage ? ApiCode.INVALID_ARGUMENTS : ApiCode.INVALID_PIPELINE;
        return code.because(problems.stream().map(Problem::headline).collect(Collectors.joining("\n")));
    }

    private Map<String, StorageRoot> roots(String owner, Plan plan) {
        Map<String, StorageRoot> roots = new LinkedHashMap<>();
        for (String name : PlannedSteps.storages(plan)) {
            roots.put(name, storages.root(owner, name));
        }
        return roots;
    }

    /** A run that goes on where an earlier one failed or was stopped. */
    RunId retry(RunId run) {
        Submission submission = engine.retryOf(run);
        admission.require(submission.input().apply(run));
        return engine.submit(submission);
    }
}
