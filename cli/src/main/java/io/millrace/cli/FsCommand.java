package io.millrace.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about storages of a server. */
@Command(
        name = "fs",
        description = "Storages of the server: create, list, show, delete.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace fs list"})
final class FsCommand {
    private final Context context;
    private final Servers servers;

    FsCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    private RemoteStorages storages(ServerOption option) {
        return new RemoteStorages(context, new Remote(context, servers, option));
    }

    @Command(
            name = "create",
            description = "Register a storage; prints its id.",
            footer = {"", "Examples:", "  millrace fs create data local://srv/data"})
    int create(
            @Mixin ServerOption server,
            @Parameters(index = "0", paramLabel = "NAME", description = "Its name.") String name,
            @Parameters(index = "1", paramLabel = "URL", description = "Where it is, such as local://srv/data.")
                    String url,
            @Option(names = "--property", paramLabel = "NAME=VALUE", description = "What its type needs.")
                    Map<String, String> properties,
            @Option(names = "--user", paramLabel = "USER", defaultValue = "", description = "Its owner; for root.")
                    String user) {
        storages(server).create(name, url, new LinkedHashMap<>(Given.of(properties)), user);
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            description = "List storages.",
            footer = {"", "Examples:", "  millrace fs list -o json"})
    int list(
            @Mixin ServerOption server,
            @Option(
                            names = "--user",
                            paramLabel = "USER",
                            defaultValue = "",
                            description = "Only this user's; for root.")
                    String user,
            @Mixin PageOption page,
            @Mixin FormatOption form) {
        storages(server).list(user, page, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show a storage.",
            footer = {"", "Examples:", "  millrace fs show data"})
    int show(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(names = "--user", paramLabel = "USER", defaultValue = "", description = "Its owner; for root.")
                    String user,
            @Mixin FormatOption form) {
        storages(server).show(name, user, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = "Forget a storage. The files stay.",
            footer = {"", "Examples:", "  millrace fs delete data"})
    int delete(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(names = "--user", paramLabel = "USER", defaultValue = "", description = "Its owner; for root.")
                    String user) {
        storages(server).delete(name, user);
        return ExitCode.OK;
    }
}
