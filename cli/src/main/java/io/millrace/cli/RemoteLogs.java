package io.millrace.cli;

import io.millrace.client.JobInfo;
import io.millrace.client.LineEnd;
import io.millrace.client.LiveStream;
import io.millrace.client.LogLine;
import io.millrace.client.LogPage;
import io.millrace.client.LogRequest;
import io.millrace.client.MillraceClient;
import io.millrace.client.RunDetail;
import io.millrace.pipeline.problem.TerminalText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs of a server. */
record RemoteLogs(Context context, Remote remote) {

    /**
     * What is there.
     *
     * @param tail only that many last lines; -1: all
     */
    void print(String run, String step, int tail) {
        remote.tell(client -> {
            for (Map.Entry<String, JobInfo> job :
                    jobs(client.runs().show(run), step).entrySet()) {
                String prefix = step.isEmpty() ? job.getKey() + " | " : "";
                if (tail > 0) {
                    lastLines(client, run, of(job, LogRequest.END).pageSize(tail), prefix);
                } else {
                    allLines(client, run, of(job, LogRequest.BEGIN), prefix);
                }
            }
        });
        context.out().flush();
    }

    /** By the id of the job where it is known, whosever it is: a step that waits for another one has none yet. */
    private static LogRequest of(Map.Entry<String, JobInfo> job, LogRequest request) {
        LogRequest ofStep = request.ofStep(job.getKey());
        return Optional.of(job.getValue().jobId())
                .filter(id -> !id.isEmpty())
                .or(job.getValue()::cacheJobId)
                .map(ofStep::ofJob)
                .orElse(ofStep);
    }

    private void lastLines(MillraceClient client, String run, LogRequest request, String prefix) {
        List<LogPage> attempts = client.logs().show(run, request).pages();
        if (!attempts.isEmpty()) {
            lines(attempts.getLast(), prefix);
        }
    }

    private void allLines(MillraceClient client, String run, LogRequest request, String prefix) {
        boolean more = true;
        for (int page = 1; more; page++) {
            List<LogPage> attempts = client.logs().show(run, request.page(page)).pages();
            more = !attempts.isEmpty() && attempts.getLast().hasNext();
            if (!attempts.isEmpty()) {
                lines(attempts.getLast(), prefix);
            }
        }
    }

    private void lines(LogPage page, String prefix) {
        page.lines().forEach(line -> context.out().println(prefix + shown(line)));
    }

    /** What is printed on a terminal must not take it over. */
    private String shown(String line) {
        return context.terminal() ? TerminalText.printable(line) : line;
    }

    private static Map<String, JobInfo> jobs(RunDetail run, String step) {
        Map<String, JobInfo> jobs = run.jobs();
        if (step.isEmpty()) {
            return jobs;
        }
        JobInfo job = jobs.get(step);
        if (job == null) {
            throw new UsageException("%s has no step '%s' that began; there are: %s"
                    .formatted(
                            run.id(),
                            step,
                            String.join(", ", jobs.keySet().stream().limit(20).toList())));
        }
        return new LinkedHashMap<>(Map.of(step, job));
    }

    /** One step until it ends, or all of them as they write, until the run ends. */
    void follow(String run, String step) {
        remote.tell(client -> {
            if (!step.isEmpty()) {
                follow(client, run, step, "");
                return;
            }
            followAll(client, run);
        });
    }

    private void followAll(MillraceClient client, String run) {
        try (Interleaved logs = new Interleaved()) {
            var unused = client.runs()
                    .await(
                            run,
                            Duration.ofDays(3650),
                            progress -> progress.changed().forEach((path, job) -> begin(client, run, path, job, logs)));
            logs.await();
        }
    }

    private void begin(MillraceClient client, String run, String path, JobInfo job, Interleaved logs) {
        if (job.jobId().isEmpty() && job.cacheJobId().isEmpty()) {
            return;
        }
        logs.follow(path, job.status().isFinal(), () -> {
            follow(client, run, path, path + " | ");
            return path;
        });
    }

    private void follow(MillraceClient client, String run, String step, String prefix) {
        try (LiveStream<LogLine> lines = client.logs().follow(run, step)) {
            lines.forEachRemaining(line -> {
                if (line.end() != LineEnd.OVERWRITTEN) {
                    context.out().println(prefix + shown(line.text()));
                    context.out().flush();
                }
            });
        }
    }
}
