package io.millrace.cli;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.problem.ProblemJson;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.StorageRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Check pipeline files without running anything.",
        footer = {
            "",
            "A folder stands for every .yaml and .yml file in it and below, hidden ones aside; - for standard input.",
            "Files named .json are read in the JSON form, with its camel case keys.",
            "",
            "Examples:",
            "  millrace validate pipeline.yaml",
            "  millrace validate pipelines/ --strict",
            "  millrace validate pipeline.yaml -p epochs=3 -o sarif > problems.sarif",
            "",
            "Exit codes: 0 all valid, 2 otherwise."
        })
final class ValidateCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files or folders, or -.")
    private List<String> files = List.of();

    @Option(names = "--strict", description = "Take warnings for errors.")
    private boolean strict;

    @Option(
            names = "--server-rules",
            description = "Judge as a server does, where no folder stands in for a missing storage.")
    private boolean serverRules;

    @Option(
            names = "--fs-name",
            paramLabel = "NAME",
            description = "The storage that the request to the server would name; implies --server-rules.")
    private String storage = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|sarif",
            description = "Form of the output.")
    private Format format = Format.TEXT;

    /** How problems are printed. */
    enum Format {
        TEXT,
        JSON,
        SARIF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was found in one file. */
    record Checked(String file, boolean valid, List<Problem> problems) {}

    ValidateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Checked> results = new ArrayList<>();
        for (String name : PipelineFiles.of(context, files)) {
            results.add(check(PipelineFile.read(context, name)));
        }
        switch (format) {
            case TEXT -> text(results);
            case JSON -> context.out().println(json(results));
            case SARIF -> context.out().println(ProblemSarif.log(results));
        }
        context.out().flush();
        return results.stream().allMatch(Checked::valid) ? ExitCode.OK : ExitCode.USAGE;
    }

    private Checked check(PipelineFile file) {
        boolean server = serverRules || !storage.isEmpty();
        CompileRequest base = server
                ? CompileRequest.PLAIN.withStorage(storage, StorageRule.SERVER)
                : CompileRequest.embedded(CompileRequests.DEFAULT_STORAGE);
        Compiled compiled = PipelineCompiler.compile(file.source(), CompileRequests.with(base, file, pipeline));
        boolean valid =
                compiled.plan().isPresent() && (!strict || compiled.problems().isEmpty());
        return new Checked(file.name(), valid, compiled.problems());
    }

    private void text(List<Checked> results) {
        for (Checked result : results) {
            result.problems().forEach(problem -> context.out().print(problem.render()));
            if (result.valid()) {
                context.out().println(result.file() + ": valid");
            } else if (result.problems().stream().noneMatch(Problem::isError)) {
                context.out().println(result.file() + ": not valid, since --strict takes warnings for errors");
            }
        }
    }

    private static String json(List<Checked> results) {
        return Output.json(json -> {
            json.writeStartArray();
            for (Checked result : results) {
                json.writeStartObject();
                json.writeStringField("file", result.file());
                json.writeBooleanField("valid", result.valid());
                ProblemJson.problems(json, result.problems());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
