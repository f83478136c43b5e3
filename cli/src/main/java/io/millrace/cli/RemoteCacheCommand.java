package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about results that a server can reuse. */
@Command(
        name = "cache",
        description = "Results that the server can reuse: list, show, delete, explain.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace cache list"})
final class RemoteCacheCommand {
    private final Context context;
    private final Servers servers;

    RemoteCacheCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    private RemoteCache cache(ServerOption option) {
        return new RemoteCache(context, new Remote(context, servers, option));
    }

    @Command(
            name = "list",
            description = "List results that may be reused, oldest first.",
            footer = {"", "Examples:", "  millrace cache list --run run-000001"})
    int list(
            @Mixin ServerOption server,
            @Option(names = "--run", paramLabel = "RUN", description = "Only results of this run.") List<String> runs,
            @Option(names = "--user", paramLabel = "USER", description = "Only results of this user; for root.")
                    List<String> users,
            @Option(names = "--fs", paramLabel = "STORAGE", description = "Only results in this storage.")
                    List<String> storages,
            @Mixin PageOption page,
            @Mixin FormatOption form) {
        cache(server).list(Given.of(runs), Given.of(users), Given.of(storages), page, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show one result.",
            footer = {"", "Examples:", "  millrace cache show cch-000001"})
    int show(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "ENTRY", description = "Id of the entry.") String entry,
            @Mixin FormatOption form) {
        cache(server).show(entry, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = "Forget results, so that they are not reused. The artifacts stay.",
            footer = {"", "Examples:", "  millrace cache delete cch-000001 cch-000002"})
    int delete(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "ENTRY", arity = "1..*", description = "Ids of the entries.")
                    List<String> entries) {
        cache(server).delete(entries);
        return ExitCode.OK;
    }

    @Command(
            name = "explain",
            description = "Say why a step ran, or did not have to.",
            footer = {"", "Examples:", "  millrace cache explain run-000001 train"})
    int explain(
            @Mixin ServerOption server,
            @Parameters(index = "0", paramLabel = "RUN", description = "Id of the run.") String run,
            @Parameters(index = "1", paramLabel = "STEP", description = "Name of the step.") String step) {
        cache(server).explain(run, step);
        return ExitCode.OK;
    }
}
