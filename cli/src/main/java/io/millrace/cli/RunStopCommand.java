package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = "Ask a run of the server to end; its post-process step still runs.",
        footer = {"", "Examples:", "  millrace runs stop run-000001 --force"})
final class RunStopCommand implements Callable<Integer> {
    private final Context context;
    private final Servers servers;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String run = "";

    @Option(names = "--force", description = "Also give up the post-process step.")
    private boolean force;

    RunStopCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    @Override
    public Integer call() {
        RemoteRuns runs = new RemoteRuns(context, new Remote(context, servers, server));
        runs.stop(run, force);
        return ExitCode.OK;
    }
}
