package io.millrace.cli;

import io.millrace.pipeline.schema.PipelineSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "schema",
        description = "Print the JSON Schema of the pipeline language, for editors.",
        footer = {"", "Examples:", "  millrace schema > millrace.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    private final Context context;

    SchemaCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.out().println(PipelineSchema.json().stripTrailing());
        context.out().flush();
        return ExitCode.OK;
    }
}
