package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;

/** Plans from pipeline texts. */
final class Compiling {
    private Compiling() {}

    static Plan plan(String yaml) {
        return plan(yaml, CompileRequest.PLAIN);
    }

    static Plan plan(String yaml, CompileRequest request) {
        Compiled compiled = PipelineCompiler.compile(new SourceText("test.yaml", yaml), request);
        assertThat(compiled.errors().stream().map(Problem::render)).isEmpty();
        return compiled.plan().orElseThrow();
    }
}
