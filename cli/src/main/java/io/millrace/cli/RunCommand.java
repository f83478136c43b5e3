package io.millrace.cli;

import io.millrace.cli.view.RunView;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.Submission;
import io.millrace.pipeline.plan.PlannedSteps;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Run a pipeline on this machine and show how it goes.",
        footer = {
            "",
            "Examples:",
            "  millrace run pipeline.yaml",
            "  millrace run pipeline.yaml -p epochs=20 -p train.learning_rate=0.1",
            "  millrace run pipeline.yaml --fs data=/mnt/data -o json",
            "",
            "Exit codes: 0 the run succeeded, 1 it failed or was stopped, 2 bad input or usage, 130 Ctrl-C."
        })
final class RunCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Parameters(paramLabel = "FILE", description = "Pipeline file (YAML), or - for standard input.")
    private String file = "";

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--desc", paramLabel = "TEXT", description = "A description for yourself.")
    private String description = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output; json prints one event a line.")
    private Output.Format format = Output.Format.TEXT;

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PreparedRun run = PreparedRun.of(
                context,
                StepSecrets.ofReader(context, context.home(global.home)),
                PipelineFile.read(context, file),
                pipeline,
                options.wishes(context, description));
        Submission submission = run.submission();
        MountCheck.require(submission.input().apply(new RunId(1)), engineOptions.sandbox());
        RunWatch watch = new RunWatch();
        try (LocalEngine local = LocalEngine.open(
                        context, context.home(global.home), "millrace run " + file, engineOptions, watch);
                RunView view = Views.of(context, format, local.logs())) {
            Unfinished.mention(local.queries(), view);
            RunId id = local.engine().submit(new Submission(submission.run(), created -> {
                watch.watch(created, view);
                view.created(created, run.plan().name(), PlannedSteps.paths(run.plan()));
                return submission.input().apply(created);
            }));
            return new RunEnding(context, local, watch, format).await(List.of(id), view);
        }
    }
}
