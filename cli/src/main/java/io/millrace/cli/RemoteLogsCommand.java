package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Print what the steps of a run of the server wrote.",
        footer = {
            "",
            "Without STEP the logs of all steps follow each other, each line behind the name of its step; with -f lines of",
            "steps that run at a time come as they are written. When a step is tried again, -f goes on with that attempt.",
            "",
            "Examples:",
            "  millrace logs run-000001",
            "  millrace logs run-000001 train -f",
            "  millrace logs run-000001 train --tail 50"
        })
final class RemoteLogsCommand implements Callable<Integer> {
    private final Context context;
    private final Servers servers;

    @Mixin
    private ServerOption option = new ServerOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "Id of the run.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "Name of the step as `millrace runs show` prints it.")
    private String step = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written, until the steps have ended.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines of each log, at most 100.")
    private int tail = -1;

    RemoteLogsCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    @Override
    public Integer call() {
        if (follow && tail >= 0) {
            throw new UsageException(
                    "--follow begins with the first line, --tail with a later one; leave one of them out");
        }
        if (tail == 0 || tail > 100) {
            throw new UsageException("--tail takes a number from 1 to 100, not " + tail);
        }
        RemoteLogs logs = new RemoteLogs(context, new Remote(context, servers, option));
        if (follow) {
            logs.follow(run, step);
        } else {
            logs.print(run, step, tail);
        }
        return ExitCode.OK;
    }
}
