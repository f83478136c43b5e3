package io.millrace.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands that there are: some nouns mean the home, or a server when one was named. A command is only made when it is
 * asked for, or when all are to be listed: that is most of what a short one costs.
 */
final class Commands {
    /** Has to know all others. */
    private static final String COMPLETION = "completion";

    private final Context context;
    private final Servers servers;
    private final Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();

    /**
     * @param server that commands are for; empty: the home
     */
    Commands(Context context, Optional<Connection> server) {
        this.context = context;
        this.servers = new Servers(server);
        add("run", () -> new RunCommand(context));
        if (server.isPresent()) {
            ofServer();
        } else {
            ofHome();
        }
        add("pipelines", () -> new PipelinesCommand(context, servers));
        add("schedules", () -> new SchedulesCommand(context, servers));
        add("fs", () -> new FsCommand(context, servers));
        add("users", () -> new UsersCommand(context, servers));
        add("login", () -> new LoginCommand(context));
        add("server", () -> new ServerCommand(context));
        add("config", () -> new ConfigCommand(context));
        add("validate", () -> new ValidateCommand(context));
        add("plan", () -> new PlanCommand(context));
        add("graph", () -> new GraphCommand(context));
        add("explain", () -> new ExplainCommand(context));
        add("schema", () -> new SchemaCommand(context));
        add("resume", () -> new ResumeCommand(context));
        add("backup", () -> new BackupCommand(context));
        add("restore", () -> new RestoreCommand(context));
        add("version", () -> new VersionCommand(context));
        add(COMPLETION, () -> new CompletionCommand(context));
    }

    private void add(String name, Supplier<Object> command) {
        all.put(name, () -> new CommandLine(command.get()));
    }

    /** Adds the command that {@code words} name, or all of them. */
    void addTo(CommandLine line, String... words) {
        Optional<String> named = Arrays.stream(words)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(word -> all.containsKey(word) && !word.equals(COMPLETION));
        all.forEach((name, command) -> {
            if (named.isEmpty() || named.get().equals(name)) {
                line.addSubcommand(name, command.get());
            }
        });
    }

    private void ofServer() {
        all.put("runs", () -> withOrders(new CommandLine(new RemoteRunsCommand(context, servers))));
        add("logs", () -> new RemoteLogsCommand(context, servers));
        add("stop", () -> new RunStopCommand(context, servers));
        add("retry", () -> new RunRetryCommand(context, servers));
        add("cache", () -> new RemoteCacheCommand(context, servers));
        add("artifacts", () -> new RemoteArtifactsCommand(context, servers));
    }

    private void ofHome() {
        all.put("runs", this::runs);
        all.put("logs", () -> new CommandLine(new LogsCommand(context)).addSubcommand(new LogsPruneCommand(context)));
        add("stop", () -> new StopCommand(context));
        add("retry", () -> new RetryCommand(context));
        all.put(
                "cache",
                () -> new CommandLine(new CacheCommand(context)).addSubcommand(new CachePruneCommand(context)));
        add("artifacts", () -> new ArtifactsCommand(context));
    }

    private CommandLine runs() {
        return withOrders(new CommandLine(new RunsCommand(context))
                .addSubcommand(new RunsDeleteCommand(context))
                .addSubcommand(new RunsPruneCommand(context)));
    }

    /** What only a server can do, be it the one that works on the home. */
    private CommandLine withOrders(CommandLine runs) {
        return runs.addSubcommand(new RunCreateCommand(context, servers))
                .addSubcommand(new RunWatchCommand(context, servers))
                .addSubcommand(new RunStopCommand(context, servers))
                .addSubcommand(new RunRetryCommand(context, servers));
    }
}
