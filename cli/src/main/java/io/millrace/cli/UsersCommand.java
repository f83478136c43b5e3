package io.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about users of a server. */
@Command(
        name = "users",
        description = "Users of the server: create, list, password, delete.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace users list"})
final class UsersCommand {
    private final Context context;
    private final Servers servers;

    UsersCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    private RemoteUsers users(ServerOption option) {
        return new RemoteUsers(context, new Remote(context, servers, option));
    }

    @Command(
            name = "create",
            description = "Add a user; for root. Asks for the password.",
            footer = {"", "Examples:", "  millrace users create anna"})
    int create(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "USER", description = "Name: 4 to 16 letters and digits.") String user,
            @Option(names = "--password-stdin", description = "Read the password from standard input.") boolean stdin) {
        users(server).create(user, stdin);
        return ExitCode.OK;
    }

    @Command(
            name = "password",
            description = "Set a password. Logins from before are not good any more.",
            footer = {"", "Examples:", "  millrace users password anna"})
    int password(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user,
            @Option(names = "--password-stdin", description = "Read the password from standard input.") boolean stdin) {
        users(server).password(user, stdin);
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            description = "List users; for root.",
            footer = {"", "Examples:", "  millrace users list -o name"})
    int list(@Mixin ServerOption server, @Mixin FormatOption form) {
        users(server).list(form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = "Remove a user; for root. Runs stay.",
            footer = {"", "Examples:", "  millrace users delete anna"})
    int delete(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "USER", description = "Name of the user.") String user) {
        users(server).delete(user);
        return ExitCode.OK;
    }
}
