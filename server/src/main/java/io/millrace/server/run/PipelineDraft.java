package io.millrace.server.run;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.StorageRule;
import io.millrace.pipeline.source.SourceText;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Call;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a pipeline with what a request changes in it.
 *
 * @param compiled plan or problems
 */
public record PipelineDraft(CompileRequest request, Compiled compiled) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");

    /** The text in the field {@code pipeline} of a body, with the fields of a request to create a run. */
    public static PipelineDraft of(Call call) {
        RunSpec spec = RunSpec.of(call.body(ApiCode.MALFORMED_JSON));
        String text = call.body(ApiCode.MALFORMED_JSON).text("pipeline");
        return of(spec, new PipelineText(text, ""));
    }

    /**
     * A text to register, with what a request says beside it.
     *
     * @param name instead of the one in the text; empty: that one
     * @param storage that the text was read from; empty: none
     */
    public static PipelineDraft of(String text, String name, String storage) {
        return of(RunSpec.named(name, storage), new PipelineText(text, ""));
    }

    static PipelineDraft of(RunSpec spec, PipelineText text) {
        CompileRequest request = request(spec, text);
        return new PipelineDraft(request, PipelineCompiler.compile(source(text), request));
    }

    /** The same for somebody who has these secrets. */
    static PipelineDraft of(RunSpec spec, PipelineText text, Supplier<Set<String>> secrets) {
        CompileRequest request = request(spec, text);
        return new PipelineDraft(request, PipelineCompiler.compile(source(text), request, secrets));
    }

    private static SourceText source(PipelineText text) {
        return new SourceText("pipeline", text.text());
    }

    private static CompileRequest request(RunSpec spec, PipelineText text) {
        if (!spec.name().isEmpty() && !NAME.matcher(spec.name()).matches()) {
            throw ApiCode.INVALID_NAME_PATTERN.because(
                    "a name has up to 128 letters, digits, - and _, no digit or - first: '%s' does not"
                            .formatted(spec.name()));
        }
        CompileRequest plain = CompileRequest.PLAIN
                .withNotation(text.notation())
                .withName(spec.name().isEmpty() ? text.name() : spec.name())
                .withEntry(spec.entry())
                .withParameters(spec.parameters())
                .withDockerEnv(spec.dockerEnv())
                .withDisabled(spec.disabled())
                .withStorage(spec.storage().isEmpty() ? text.storage() : spec.storage(), StorageRule.SERVER);
        return spec.failureStrategy().map(plain::withFailureStrategy).orElse(plain);
    }

    /**
     * What would run.
     *
     * @throws ApiException InvalidPipeline, InvalidNamePattern or InvalidArguments, with all problems, one a line, and their places
     */
    public Plan plan() {
        return plan(ApiCode.INVALID_NAME_PATTERN);
    }

    /**
     * The same.
     *
     * @param badName the code when the pipeline's name is among the problems
     */
    public Plan plan(ApiCode badName) {
        return compiled.plan().orElseThrow(() -> refusal(compiled.errors(), badName));
    }

    private static ApiException refusal(List<Problem> problems, ApiCode badName) {
        boolean aboutStorage = problems.stream().allMatch(problem -> problem.code() == Code.FS_DIFFERS);
        boolean aboutName = problems.stream().anyMatch(problem -> problem.code() == Code.PIPELINE_NAME);
        ApiCode other = aboutName ? badName : ApiCode.INVALID_PIPELINE;
        ApiCode code = aboutStorage ? ApiCode.INVALID_ARGUMENTS : other;
        return code.because(problems.stream().map(Problem::headline).collect(Collectors.joining("\n")));
    }
}
