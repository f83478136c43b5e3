package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about the runs of a server. */
@Command(
        name = "runs",
        description = "Runs of the server: create, list, show, watch, stop, retry, delete.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace runs list"})
final class RemoteRunsCommand {
    private final Context context;
    private final Servers servers;

    RemoteRunsCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    private RemoteRuns runs(ServerOption option) {
        return new RemoteRuns(context, new Remote(context, servers, option));
    }

    @Command(
            name = "list",
            description = "List runs, newest first.",
            footer = {
                "",
                "Examples:",
                "  millrace runs list",
                "  millrace runs list --status failed --user anna -o json"
            })
    int list(@Mixin ServerOption server, @Mixin RunListOptions options) {
        runs(server).list(options);
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show a run with its steps.",
            footer = {"", "Examples:", "  millrace runs show run-000001", "  millrace runs show run-000001 -o yaml"})
    int show(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "RUN", description = "Id of the run.") String run,
            @Mixin FormatOption form) {
        runs(server).show(run, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = "Delete runs that are over, with their logs and artifacts.",
            footer = {"", "Examples:", "  millrace runs delete run-000001 run-000002"})
    int delete(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of the runs.") List<String> ids,
            @Option(names = "--force", description = "Also when other runs use their results.") boolean force) {
        runs(server).delete(ids, force);
        return ExitCode.OK;
    }
}
