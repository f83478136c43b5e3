package io.millrace.cli;

import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.ParameterInput;
import io.millrace.pipeline.source.Limits;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the options of commands mean to the compiler. */
final class CompileRequests {
    /** The storage of pipelines that name none: the folder of their file. */
    static final String DEFAULT_STORAGE = "default";

    private CompileRequests() {}

    /** As {@code millrace run} compiles. */
    static CompileRequest embedded(PipelineFile file, PipelineOptions options) {
        return with(CompileRequest.embedded(DEFAULT_STORAGE), file, options);
    }

    static CompileRequest with(CompileRequest request, PipelineFile file, PipelineOptions options) {
        Map<String, ParameterInput> parameters = new LinkedHashMap<>();
        options.parameters.forEach((name, value) -> parameters.put(name, new ParameterInput.Text(value)));
        return request.withNotation(file.notation())
                .withParameters(parameters)
                .withDisabled(options.disabled)
                .withLimits(limits(request.limits(), options.limits));
    }

    private static Limits limits(Limits base, Map<String, Integer> changes) {
        Limits limits = base;
        for (Map.Entry<String, Integer> change : changes.entrySet()) {
            try {
                limits = limits.with(change.getKey(), change.getValue());
            } catch (IllegalArgumentException e) {
                throw new UsageException("--limit: " + e.getMessage());
            }
        }
        return limits;
    }
}
