package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Fix;
import io.millrace.pipeline.problem.Nearest;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.StorageRule;
import io.millrace.pipeline.source.Edit;
import io.millrace.pipeline.source.Span;
import java.util.Optional;

/** The pipeline's own fields together with what the request says about them. */
final class PipelineCheck {
    private static final int MOST_PARALLEL = 20;

    private final Problems problems;
    private final CompileRequest request;
    private final Settings settings;

    PipelineCheck(Problems problems, CompileRequest request, Settings settings) {
        this.problems = problems;
        this.request = request;
        this.settings = settings;
    }

    void check(PipelineDefinition pipeline) {
        name(pipeline);
        parallelism(pipeline);
        storage(pipeline);
        entry(pipeline);
    }

    private void name(PipelineDefinition pipeline) {
        String rule = "use a letter or underscore, then up to 127 letters, digits, underscores or hyphens";
        request.name()
                .filter(name -> !NameCheck.PIPELINE.matcher(name).matches())
                .ifPresent(name -> problems.requestError(
                        Code.PIPELINE_NAME,
                        "name",
                        "'%s' cannot name a run: %s".formatted(name, rule),
                        Optional.empty()));
        Optional<Marked<String>> own = pipeline.name();
        own.filter(name -> name.value().isEmpty())
                .ifPresent(name -> problems.error(
                        Code.MISSING_KEY,
                        name.span(),
                        "name",
                        "the name of the pipeline is empty",
                        Fix.advice("write one, such as 'name: my_pipeline'")));
        own.filter(name -> !name.value().isEmpty()
                        && !NameCheck.PIPELINE.matcher(name.value()).matches())
                .ifPresent(name -> problems.error(
                        Code.PIPELINE_NAME,
                        name.span(),
                        "name",
                        "'%s' cannot name a pipeline: %s".formatted(name.value(), rule)));
        if (own.isEmpty() && request.name().isEmpty() && !problems.has(Code.WRONG_TYPE, "name")) {
            problems.error(
                    Code.MISSING_KEY,
                    pipeline.at(),
                    "name",
                    "a pipeline needs the key 'name'",
                    missingName(pipeline.at()));
        }
        if (pipeline.entryPoints().isEmpty() && !problems.hasBelow("entry_points")) {
            problems.error(Code.NO_NODES, pipeline.at(), "entry_points", "the pipeline has no step");
        }
    }

    private static Fix missingName(Span first) {
        String text = "add a line such as 'name: my_pipeline'";
        return first.column() == 1 && first.endColumn() > 1
                ? Fix.edit(text, new Edit(first.start(), "name: my_pipeline\n"))
                : Fix.advice(text);
    }

    private void parallelism(PipelineDefinition pipeline) {
        pipeline.parallelism()
                .filter(it -> it.value() < 1 || it.value() >= MOST_PARALLEL + 1)
                .ifPresent(it -> problems.warning(
                        Code.PARALLELISM,
                        it.span(),
                        "parallelism",
                        "parallelism must be 1 to %d; %d is used".formatted(MOST_PARALLEL, settings.parallelism()),
                        Optional.empty()));
    }

    private void storage(PipelineDefinition pipeline) {
        if (request.storageRule() != StorageRule.SERVER || request.storage().isEmpty()) {
            return;
        }
        String wanted = request.storage().get();
        pipeline.mainFs()
                .map(main -> main.name())
                .filter(name -> !name.value().isEmpty() && !name.value().equals(wanted))
                .ifPresent(name -> problems.error(
                        Code.FS_DIFFERS,
                        name.span(),
                        "fs_options.main_fs.name",
                        "main_fs is '%s', but the request asks for '%s'; they must be equal"
                                .formatted(name.value(), wanted)));
    }

    private void entry(PipelineDefinition pipeline) {
        request.entry()
                .filter(entry -> !pipeline.entryPoints().containsKey(entry))
                .ifPresent(entry -> problems.requestError(
                        Code.ENTRY_UNKNOWN,
                        "entry",
                        "the request asks for the entry point '%s', which does not exist".formatted(entry),
                        Nearest.to(entry, pipeline.entryPoints().keySet())
                                .map(near -> Fix.advice("did you mean '%s'?".formatted(near)))));
    }
}
