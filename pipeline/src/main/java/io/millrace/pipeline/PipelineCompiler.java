package io.millrace.pipeline;

import io.millrace.pipeline.check.Checks;
import io.millrace.pipeline.check.Overrides;
import io.millrace.pipeline.check.Settings;
import io.millrace.pipeline.definition.DefinitionReader;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.document.Document;
import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.expand.Expansion;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Compiles pipelines: text and request in, a plan or all problems out. Safe for use by many threads. */
public final class PipelineCompiler {
    private PipelineCompiler() {}

    /** The plan of a text, or everything that is wrong with it. Never throws for any text or request. */
    public static Compiled compile(SourceText source, CompileRequest request) {
        return compile(source, request, Optional.empty());
    }

    /** The same where only these secrets exist; asked when the text has one. */
    public static Compiled compile(SourceText source, CompileRequest request, Supplier<Set<String>> secrets) {
        return compile(source, request, Optional.of(secrets));
    }

    private static Compiled compile(
            SourceText source, CompileRequest request, Optional<Supplier<Set<String>>> secrets) {
        Problems problems = new Problems(source, request.notation());
        Optional<Mapping> root = Document.read(source, request.notation(), request.limits(), problems);
        Optional<Plan> plan = root.flatMap(it -> plan(it, request, secrets, problems));
        return new Compiled(plan, problems.inOrder());
    }

    private static Optional<Plan> plan(
            Mapping root, CompileRequest request, Optional<Supplier<Set<String>>> secrets, Problems problems) {
        PipelineDefinition written = DefinitionReader.read(root, request.notation() == Notation.JSON, problems);
        PipelineDefinition pipeline = Overrides.apply(written, request.parameters(), request.limits(), problems);
        Set<String> disabled = Checks.run(pipeline, request, secrets, problems);
        return problems.hasErrors()
                ? Optional.empty()
                : Optional.of(Expansion.plan(pipeline, Settings.of(pipeline, request), disabled, request.entry()));
    }
}
