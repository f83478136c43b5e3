package io.millrace.cli;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.graph.GraphFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "graph",
        description = "Draw the graph that a pipeline expands to.",
        footer = {
            "",
            "Examples:",
            "  millrace graph pipeline.yaml",
            "  millrace graph pipeline.yaml -o svg > pipeline.svg",
            "  millrace graph pipeline.yaml -o dot | dot -Tpng > pipeline.png",
            "",
            "Exit codes: 0 drawn, 2 the pipeline is not valid."
        })
final class GraphCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Parameters(paramLabel = "FILE", description = "Pipeline file (YAML), or - for standard input.")
    private String file = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "mermaid|dot|svg",
            description = "Notation of the drawing. Default: mermaid.")
    private GraphFormat format = GraphFormat.MERMAID;

    GraphCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PipelineFile read = PipelineFile.read(context, file);
        Compiled compiled = PipelineCompiler.compile(read.source(), CompileRequests.embedded(read, pipeline));
        ProblemPrinter.print(context, compiled.problems());
        if (compiled.plan().isEmpty()) {
            return ExitCode.USAGE;
        }
        context.out().print(format.draw(compiled.plan().get()));
        context.out().flush();
        return ExitCode.OK;
    }
}
