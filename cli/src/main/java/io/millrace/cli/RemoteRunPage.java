package io.millrace.cli;

import io.millrace.cli.view.Durations;
import io.millrace.cli.view.Style;
import io.millrace.client.JobInfo;
import io.millrace.client.NodeStatus;
import io.millrace.client.RunDetail;
import io.millrace.client.RunInfo;
import io.millrace.pipeline.problem.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A run of a server with its steps, for people. */
record RemoteRunPage(Context context) {

    void print(RunDetail run) {
        var out = context.out();
        RunInfo info = run.info();
        String message = info.message().isEmpty() ? "" : ": " + TerminalText.printable(info.message());
        out.println("%s  %s  %s%s".formatted(context.style().bold(info.id()), info.name(), info.statusWord(), message));
        out.println("created  " + RunsListing.time(info.createdAt()) + "  by " + info.user());
        out.println("source   " + info.source());
        if (!info.storage().isEmpty()) {
            out.println("storage  " + info.storage());
        }
        info.schedule().ifPresent(schedule -> out.println("schedule " + schedule));
        info.activatedAt()
                .filter(start -> info.status().isFinal())
                .ifPresent(start -> out.println("took     " + took(start, info.updatedAt())));
        out.println();
        Map<String, JobInfo> jobs = run.jobs();
        int width = jobs.keySet().stream().mapToInt(String::length).max().orElse(0);
        jobs.forEach((path, job) -> out.println(line(path, job, width)));
        out.flush();
    }

    private String line(String path, JobInfo job, int width) {
        String took = job.startedAt()
                .flatMap(start -> job.endedAt().map(end -> took(start, end)))
                .orElse("");
        String reused = job.cacheRunId().map(run -> "  reused from " + run).orElse("");
        String message = job.message().isEmpty() ? reused : "  " + TerminalText.printable(job.message());
        return " %s %s%s  %-10s  %7s%s"
                .formatted(
                        mark(context.style(), job.status()),
                        path,
                        " ".repeat(width - path.length()),
                        job.statusWord(),
                        took,
                        message)
                .stripTrailing();
    }

    private static String mark(Style style, NodeStatus status) {
        String name = status == NodeStatus.UNKNOWN ? NodeStatus.INIT.name() : status.name();
        return style.mark(io.millrace.engine.core.NodeStatus.valueOf(name));
    }

    /** Times of the API are whole seconds. */
    static String took(Instant start, Instant end) {
        Duration took = Duration.between(start, end);
        return took.toSeconds() < 60 ? Math.max(0, took.toSeconds()) + "s" : Durations.text(took);
    }
}
