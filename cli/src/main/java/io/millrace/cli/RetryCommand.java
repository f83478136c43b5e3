package io.millrace.cli;

import io.millrace.cli.view.RunView;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.loop.Submission;
import io.millrace.pipeline.plan.PlannedSteps;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = "Run a failed or stopped run again as a new run that keeps what succeeded.",
        footer = {
            "",
            "The old run stays as it is.",
            "",
            "Examples:",
            "  millrace retry run-000007 --plan",
            "  millrace retry run-000007"
        })
final class RetryCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Parameters(paramLabel = "RUN", description = "Id of the failed or terminated run.")
    private String run = "";

    @Option(names = "--plan", description = "Only print what would be kept and what would run again, and why.")
    private boolean plan;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output.")
    private Output.Format format = Output.Format.TEXT;

    RetryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RunId id = RunIds.parse(run);
        if (plan) {
            try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
                RetryPlanPage.print(RetryPlan.of(stored.queries(), id), context, format);
            }
            return ExitCode.OK;
        }
        RunWatch watch = new RunWatch();
        try (LocalEngine local = LocalEngine.open(
                        context, context.home(global.home), "millrace retry " + run, engineOptions, watch);
                RunView view = Views.of(context, format, local.logs())) {
            Submission submission = local.engine().retryOf(id);
            MountCheck.require(submission.input().apply(id), engineOptions.sandbox());
            RunId created = local.engine().submit(new Submission(submission.run(), newId -> {
                RunInput input = submission.input().apply(newId);
                watch.watch(newId, view);
                view.created(newId, input.plan().name(), PlannedSteps.paths(input.plan()));
                return input;
            }));
            return new RunEnding(context, local, watch, format).await(List.of(created), view);
        }
    }
}
