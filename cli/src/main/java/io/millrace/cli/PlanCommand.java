package io.millrace.cli;

import io.millrace.cli.view.Durations;
import io.millrace.engine.Secrets;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheJson;
import io.millrace.engine.cache.Lookup;
import io.millrace.engine.cache.RunForecast;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.executor.local.LocalStorage;
import io.millrace.store.home.Home;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description =
                "Say what a run would do, step by step, before anything runs: what is reused, what runs, and why.",
        footer = {
            "",
            "hit: an earlier result is reused. miss: it runs. uncacheable: it runs, and its result is not reused.",
            "waits: the same runs already, here or in another run. depends: known when a step before it has run.",
            "",
            "Examples:",
            "  millrace plan pipeline.yaml",
            "  millrace plan pipeline.yaml -p epochs=20 -o json"
        })
final class PlanCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Parameters(paramLabel = "FILE", description = "Pipeline file (YAML), or - for standard input.")
    private String file = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output.")
    private Output.Format format = Output.Format.TEXT;

    PlanCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Home home = context.home(global.home);
        Secrets secrets = StepSecrets.ofReader(context, home);
        PreparedRun run = PreparedRun.of(
                context, secrets, PipelineFile.read(context, file), pipeline, options.wishes(context, ""));
        try (StoredRuns stored = StoredRuns.open(home)) {
            Lookup lookup = Lookup.readOnly(stored.cache(), CacheContents.of(home), secrets, TimeSource.SYSTEM);
            List<RunForecast.Line> lines =
                    RunForecast.of(input(run, stored), lookup, new LocalStorage(), TimeSource.SYSTEM);
            switch (format) {
                case TEXT -> text(lines);
                case JSON -> json(lines);
            }
        }
        context.out().flush();
        return ExitCode.OK;
    }

    /** The run that would be next, going on where one that has to run stands for a failure. */
    private static RunInput input(PreparedRun run, StoredRuns stored) {
        RunId next = new RunId(stored.newest().map(id -> id.number() + 1).orElse(1L));
        return run.submission().input().apply(next).withPlan(run.plan().goingOn());
    }

    private void text(List<RunForecast.Line> lines) {
        Table table = new Table("STEP", "PLAN", "SAVES", "WHY");
        lines.forEach(line -> table.row(
                line.path(),
                line.verdict().word(),
                line.saved().map(Durations::text).orElse(""),
                line.why()));
        table.print(context.out(), context.columns());
        long hits = lines.stream()
                .filter(line -> line.verdict() == RunForecast.Verdict.HIT)
                .count();
        Duration saved = lines.stream()
                .map(RunForecast.Line::saved)
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
        context.out()
                .println("%d of %d steps reused%s"
                        .formatted(hits, lines.size(), hits == 0 ? "" : ", which saves " + Durations.text(saved)));
    }

    private void json(List<RunForecast.Line> lines) {
        context.out().println(Output.json(json -> CacheJson.forecast(json, lines)));
    }
}
