package io.millrace.server.pipeline;

import io.millrace.engine.registry.Pipeline;
import io.millrace.engine.registry.PipelineRegistry;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import io.millrace.server.run.Templates;
import java.util.Optional;

/** The registered pipelines as runs and schedules use them. */
public record RegisteredPipelines(PipelineRegistry registry) implements Templates {

    @Override
    public Version version(Caller caller, String pipeline, String version) {
        Pipeline found = pipeline(caller, pipeline);
        Pipeline.Version wanted = version(found, version);
        return new Version(found.name(), wanted.source().text(), wanted.source().storage());
    }

    /**
     * The pipeline of an id.
     *
     * @throws ApiException PipelineNotFound, or AccessDenied when it is another user's
     */
    Pipeline pipeline(Caller caller, String id) {
        Pipeline found = PipelineIds.pipeline(id)
                .flatMap(registry::pipeline)
                .orElseThrow(() -> ApiCode.PIPELINE_NOT_FOUND.because("there is no pipeline %s".formatted(id)));
        caller.require(found.user(), "pipeline " + id);
        return found;
    }

    /**
     * A version.
     *
     * @param version empty: the newest
     * @throws ApiException PipelineNotFound
     */
    Pipeline.Version version(Pipeline pipeline, String version) {
        Optional<Pipeline.Version> found = version.isEmpty()
                ? registry.latest(pipeline.number())
                : PipelineIds.version(version).flatMap(number -> registry.version(pipeline.number(), number));
        return found.orElseThrow(() -> ApiCode.PIPELINE_NOT_FOUND.because(
                "pipeline %s has no version '%s'".formatted(PipelineIds.text(pipeline.number()), version)));
    }
}
