package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = "Run again on the server what did not succeed in a run that failed or was stopped.",
        footer = {"", "Examples:", "  millrace runs retry run-000001 --watch"})
final class RunRetryCommand implements Callable<Integer> {
    private final Context context;
    private final Servers servers;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String run = "";

    @Option(names = "--watch", description = "Show how it goes, until it is over.")
    private boolean watch;

    RunRetryCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    @Override
    public Integer call() {
        RemoteRuns runs = new RemoteRuns(context, new Remote(context, servers, server));
        return runs.retry(run, watch);
    }
}
