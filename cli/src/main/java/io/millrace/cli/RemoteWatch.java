package io.millrace.cli;

import io.millrace.client.JobInfo;
import io.millrace.client.MillraceClient;
import io.millrace.client.RunDetail;
import io.millrace.client.RunProgress;
import io.millrace.client.RunStatus;
import io.millrace.pipeline.problem.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Shows how a run of a server goes: one line for each change. */
final class RemoteWatch {
    private static final Duration PATIENCE = Duration.ofDays(3650);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Context context;
    private final MillraceClient client;
    private final Map<String, String> shown = new HashMap<>();

    RemoteWatch(Context context, MillraceClient client) {
        this.context = context;
        this.client = client;
    }

    int untilItIsOver(String run) {
        RunDetail end = client.runs().await(run, PATIENCE, this::show);
        return end.status() == RunStatus.SUCCEEDED ? ExitCode.OK : ExitCode.FAILED;
    }

    private void show(RunProgress progress) {
        progress.changed().forEach(this::step);
        String message = progress.run().info().message();
        line("run", progress.run().info().statusWord() + (message.isEmpty() ? "" : ": " + message));
    }

    private void step(String path, JobInfo job) {
        String took = job.startedAt()
                .flatMap(start -> job.endedAt().map(end -> " after " + RemoteRunPage.took(start, end)))
                .orElse("");
        String message = job.message().isEmpty() ? "" : ": " + job.message();
        line(path, job.statusWord() + took + message);
    }

    private void line(String what, String state) {
        if (!state.equals(shown.put(what, state))) {
            context.out()
                    .println("%s  %s  %s".formatted(CLOCK.format(Instant.now()), what, TerminalText.printable(state)));
            context.out().flush();
        }
    }
}
