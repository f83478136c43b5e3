package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about what steps of a server read and wrote. */
@Command(
        name = "artifacts",
        description = "What steps of the server read and wrote: list.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace artifacts list"})
final class RemoteArtifactsCommand {
    private final Context context;
    private final Servers servers;

    RemoteArtifactsCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    @Command(
            name = "list",
            description = "List artifacts, oldest first.",
            footer = {"", "Examples:", "  millrace artifacts list --run run-000001 --type output"})
    int list(
            @Mixin ServerOption server,
            @Option(names = "--run", paramLabel = "RUN", description = "Only those of this run.") List<String> runs,
            @Option(names = "--user", paramLabel = "USER", description = "Only those of this user; for root.")
                    List<String> users,
            @Option(names = "--fs", paramLabel = "STORAGE", description = "Only those in this storage.")
                    List<String> storages,
            @Option(names = "--path", paramLabel = "PATH", description = "Only those at this path.") List<String> paths,
            @Option(
                            names = "--type",
                            paramLabel = "input|output",
                            defaultValue = "",
                            description = "Only what was read, or only what was written.")
                    String type,
            @Mixin PageOption page,
            @Mixin FormatOption form) {
        RemoteArtifacts.list(
                new Remote(context, servers, server),
                new RemoteArtifacts.Wanted(Given.of(runs), Given.of(users), Given.of(storages), Given.of(paths), type),
                page,
                form.format);
        return ExitCode.OK;
    }
}
