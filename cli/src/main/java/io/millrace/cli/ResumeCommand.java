package io.millrace.cli;

import io.millrace.cli.view.PlainView;
import io.millrace.cli.view.RunView;
import io.millrace.engine.core.RunId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "resume",
        description = "Take up every run that an earlier process left unfinished, and see them through.",
        footer = {
            "",
            "Steps that run are adopted, not started again; those that ended meanwhile are collected.",
            "",
            "Examples:",
            "  millrace resume"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output; json prints one event a line.")
    private Output.Format format = Output.Format.TEXT;

    ResumeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RunWatch watch = new RunWatch();
        try (LocalEngine local =
                LocalEngine.open(context, context.home(global.home), "millrace resume", engineOptions, watch)) {
            List<RunId> runs = local.queries().unfinishedRuns();
            if (runs.isEmpty()) {
                if (format == Output.Format.TEXT) {
                    context.out().println("no unfinished runs");
                }
                return ExitCode.OK;
            }
            boolean single = runs.size() == 1;
            try (RunView view = single ? Views.of(context, format, local.logs()) : several(local)) {
                for (RunId run : runs) {
                    view.created(
                            run,
                            local.queries().run(run).orElseThrow().created().name(),
                            List.of());
                    watch.watch(run, view, local.queries().nodes(run));
                }
                local.engine().recover();
                return new RunEnding(context, local, watch, format).await(runs, view);
            }
        }
    }

    private RunView several(LocalEngine local) {
        return format == Output.Format.JSON ? Views.of(context, format, local.logs()) : new PlainView(context.out());
    }
}
