package io.millrace.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A result that can be reused.
 *
 * @param id such as {@code cch-000001}
 * @param firstFingerprint of what the step is
 * @param secondFingerprint of what it reads
 * @param run whose result it is
 * @param source of that run's pipeline
 * @param job id of the job that made it
 * @param step its name in the pipeline; empty with servers that do not say it
 * @param longest how long it is good; empty: for ever
 * @param strategy how files are compared
 * @param custom what servers of other kinds may say
 * @param updatedAt when it was used last
 */
public record CacheEntry(
        String id,
        String firstFingerprint,
        String secondFingerprint,
        String run,
        String source,
        String job,
        String step,
        String storage,
        String user,
        Optional<Duration> longest,
        String strategy,
        String custom,
        Instant createdAt,
        Instant updatedAt) {

    static CacheEntry of(Fields entry) {
        return new CacheEntry(
                entry.text("cacheID"),
                entry.text("firstFp"),
                entry.text("secondFp"),
                entry.text("runID"),
                entry.text("source"),
                entry.text("jobID"),
                entry.text("step"),
                entry.firstText("fsname", "fsName"),
                entry.text("username"),
                JobInfo.seconds(entry.text("expiredTime")),
                entry.text("strategy"),
                entry.text("custom"),
                entry.time("createTime"),
                entry.time("updateTime"));
    }
}
