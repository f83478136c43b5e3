package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about what steps of a server read and wrote. */
@Command(
        name = "artifacts",
        description = "What steps of the server read and wrote: list, show, get, lineage.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace artifacts list", "  millrace artifacts get 12 model.pt"})
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

    @Command(
            name = "show",
            description = "Show one artifact: where it lies, and what is known of it.",
            footer = {"", "Examples:", "  millrace artifacts show 12"})
    int show(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "ARTIFACT", description = "Its number, as `artifacts list` shows it.") long number,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        new RemoteArtifact(new Remote(context, servers, server), number).show(format);
        return ExitCode.OK;
    }

    @Command(
            name = "get",
            description = "Download an artifact, a file or a folder. The copy appears when it is complete.",
            footer = {"", "Examples:", "  millrace artifacts get 12 model.pt"})
    int get(
            @Mixin ServerOption server,
            @Parameters(index = "0", paramLabel = "ARTIFACT", description = "Its number, as `artifacts list` shows it.")
                    long number,
            @Parameters(index = "1", paramLabel = "TARGET", description = "Name of the copy.") String target) {
        new RemoteArtifact(new Remote(context, servers, server), number).get(target);
        return ExitCode.OK;
    }

    @Command(
            name = "lineage",
            description = "Show what an artifact was made from, and what was made from it, across runs.",
            footer = {"", "Examples:", "  millrace artifacts lineage 12", "  millrace artifacts lineage 12 -o mermaid"})
    int lineage(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "ARTIFACT", description = "Its number, as `artifacts list` shows it.") long number,
            @Mixin LineageOptions options) {
        new RemoteArtifact(new Remote(context, servers, server), number).lineage(options);
        return ExitCode.OK;
    }
}
