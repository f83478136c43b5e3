package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that look at runs, and the door to those that delete them. They read what is stored, also while another process works on it. */
@Command(
        name = "runs",
        description = "Look at runs and delete them: list, show, delete, prune.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  millrace runs list",
            "  millrace runs show run-000001",
            "  millrace runs prune --older-than 30d --dry-run"
        })
final class RunsCommand {
    private static final int PAGE = 1000;

    private final Context context;

    RunsCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "list",
            description = "List runs, newest first.",
            footer = {
                "",
                "Examples:",
                "  millrace runs list",
                "  millrace runs list --status failed,terminated -n 100 -o json"
            })
    int list(
            @Mixin HomeOption global,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            split = ",",
                            description = "Only these statuses, separated by commas.")
                    Set<String> statuses,
            @Option(names = "--name", paramLabel = "NAME", description = "Only runs of pipelines of this name.")
                    Optional<String> name,
            @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "At most N runs. Default: 20.")
                    int limit,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        if (limit < 1 || limit > PAGE) {
            throw new UsageException("-n takes a number from 1 to %d, not %d".formatted(PAGE, limit));
        }
        Set<RunStatus> wanted = statuses == null
                ? Set.of()
                : statuses.stream().map(RunsCommand::status).collect(Collectors.toUnmodifiableSet());
        RunFilter filter =
                RunFilter.ALL.withNames(name.map(Set::of).orElse(Set.of())).withStatuses(wanted);
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            RunsListing.print(context, stored.queries().runs(filter, limit), format);
        }
        return ExitCode.OK;
    }

    private static RunStatus status(String word) {
        for (RunStatus status : RunStatus.values()) {
            if (status.word().equals(word.toLowerCase(Locale.ROOT))) {
                return status;
            }
        }
        throw new UsageException("--status: there is no status '%s'; there are %s"
                .formatted(
                        word, Stream.of(RunStatus.values()).map(RunStatus::word).collect(Collectors.joining(", "))));
    }

    @Command(
            name = "show",
            description = "Show a run with its steps.",
            footer = {"", "Examples:", "  millrace runs show run-000001", "  millrace runs show run-000001 -o json"})
    int show(
            @Mixin HomeOption global,
            @Parameters(paramLabel = "RUN", description = "Id of the run.") String run,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        RunId id = RunIds.parse(run);
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            RunRecord record = stored.queries()
                    .run(id)
                    .orElseThrow(() -> new MillraceException(
                            MillraceException.Code.RUN_NOT_FOUND,
                            "there is no run %s; `millrace runs list` shows those there are".formatted(id)));
            new RunPage(context, stored, record).print(format);
        }
        return ExitCode.OK;
    }
}
