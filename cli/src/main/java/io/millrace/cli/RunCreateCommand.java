package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "create",
        description = "Start a run on the server.",
        footer = {
            "",
            "Examples:",
            "  millrace runs create pipeline.yaml --fs data -p epochs=20 --watch",
            "  millrace runs create --fs data --path pipelines/train.yaml",
            "  millrace runs create --pipeline ppl-000001 --version 2"
        })
final class RunCreateCommand implements Callable<Integer> {
    private final Context context;
    private final Servers servers;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunCreateOptions options = new RunCreateOptions();

    RunCreateCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    @Override
    public Integer call() {
        RemoteRuns runs = new RemoteRuns(context, new Remote(context, servers, server));
        return runs.create(options);
    }
}
