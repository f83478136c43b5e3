package io.millrace.engine;

import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRequestJson;
import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.source.SourceText;

/** Compiles the stored text of a run again, with its stored request. */
public final class StoredInputs implements RunInputs {

    @Override
    public RunInput of(RunRecord run) {
        RunRequest request = RunRequestJson.read(run.created().request());
        SourceText source = new SourceText(run.created().source(), run.created().pipelineText());
        Compiled compiled = PipelineCompiler.compile(source, request.compile());
        return new RunInput(
                run.id(),
                compiled.plan()
                        .orElseThrow(() -> new MillraceException(
                                Code.NOT_RUNNABLE,
                                "%s was written for another version of Millrace: %s"
                                        .formatted(
                                                run.id(),
                                                compiled.problems().getFirst().headline()))),
                request.user(),
                new RunOrigin(run.created().source(), run.created().retryOf().isPresent()),
                request.storages(),
                new RunLimits(request.compile().limits().nodes(), request.emptyLoopFails()),
                request.cacheStrategy());
    }
}
