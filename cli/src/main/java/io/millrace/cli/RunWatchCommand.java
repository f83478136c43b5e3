package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Show how a run of the server goes, until it is over. Ctrl-C ends the watching, not the run.",
        footer = {
            "",
            "Examples:",
            "  millrace runs watch run-000001",
            "",
            "Exit codes: 0 the run succeeded, 1 it failed or was stopped."
        })
final class RunWatchCommand implements Callable<Integer> {
    private final Context context;
    private final Servers servers;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String run = "";

    RunWatchCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    @Override
    public Integer call() {
        RemoteRuns runs = new RemoteRuns(context, new Remote(context, servers, server));
        return runs.watch(run);
    }
}
