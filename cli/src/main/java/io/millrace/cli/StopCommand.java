package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunId;
import io.millrace.store.home.ControlClient;
import io.millrace.store.home.Home;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description =
                "Stop a run: its steps are asked to end, and killed when they do not; its post-process step still runs.",
        footer = {"", "Examples:", "  millrace stop run-000003", "  millrace stop run-000003 --force"})
final class StopCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String run = "";

    @Option(names = "--force", description = "Also give up the post-process step.")
    private boolean force;

    StopCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RunId id = RunIds.parse(run);
        Home home = context.home(global.home);
        Optional<String> answer = ControlClient.ask(home, Requests.stop(id, force), PATIENCE);
        if (answer.isPresent()) {
            return told(id, answer.get());
        }
        return stopHere(home, id);
    }

    private int told(RunId id, String answer) {
        if (!answer.equals(Requests.OK)) {
            String problem = answer.startsWith(Requests.ERROR) ? answer.substring(Requests.ERROR.length()) : answer;
            throw new MillraceException(Code.RUN_STATE, problem);
        }
        context.out().println(id + " is being stopped");
        return ExitCode.OK;
    }

    /** Nobody works on the home: this process takes its runs up, and stops the one that was meant. */
    private int stopHere(Home home, RunId id) {
        RunWatch watch = new RunWatch();
        try (LocalEngine local = LocalEngine.open(context, home, "millrace stop " + id, engineOptions, watch)) {
            watch.watch(id, new QuietView(context));
            local.engine().recover(id);
            local.engine().stop(id, force);
            watch.end(id).join();
            context.out()
                    .println("%s is %s"
                            .formatted(id, watch.end(id).join().status().word()));
        }
        return ExitCode.OK;
    }
}
