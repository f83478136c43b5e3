package io.millrace.client;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Waiting for one run: looks often at first, then less and less. */
final class RunWait {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Runs runs;
    private final String run;
    private final Instant until;
    private final ProgressListener listener;
    private Map<String, JobInfo> seen = Map.of();
    private RunStatus status = RunStatus.UNKNOWN;

    RunWait(Runs runs, String run, Instant until, ProgressListener listener) {
        this.runs = runs;
        this.run = run;
        this.until = until;
        this.listener = listener;
    }

    RunDetail untilItIsOver() {
        Duration wait = FIRST;
        while (true) {
            RunDetail now = runs.show(run);
            boolean changed = tell(now);
            if (now.status().isFinal()) {
                return now;
            }
            wait = changed ? FIRST : longer(wait);
            pause(wait, now);
        }
    }

    private boolean tell(RunDetail now) {
        Map<String, JobInfo> jobs = now.jobs();
        Map<String, JobInfo> changes = new LinkedHashMap<>();
        jobs.forEach((path, job) -> {
            JobInfo before = seen.get(path);
            if (before == null || !before.equals(job)) {
                changes.put(path, job);
            }
        });
        boolean changed = !changes.isEmpty() || now.status() != status;
        if (changed) {
            listener.on(new RunProgress(now, changes));
        }
        seen = jobs;
        status = now.status();
        return changed;
    }

    private static Duration longer(Duration wait) {
        Duration next = wait.multipliedBy(3).dividedBy(2);
        return next.compareTo(LONGEST) < 0 ? next : LONGEST;
    }

    private void pause(Duration wait, RunDetail now) {
        if (Instant.now().plus(wait).isAfter(until)) {
            throw new MillraceClientException(
                    0,
                    MillraceClientException.TIMEOUT,
                    "%s is still %s".formatted(run, now.info().statusWord()),
                    "");
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceClientException(
                    MillraceClientException.INTERRUPTED, "interrupted while waiting for " + run, "", e);
        }
    }
}
