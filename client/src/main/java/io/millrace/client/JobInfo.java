package io.millrace.client;

import io.millrace.client.pipeline.MountedStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One iteration of a step.
 *
 * @param jobId what logs are asked for by; empty before it began, and when a result of another run was reused
 * @param stepName the name in the pipeline
 * @param command after templates were replaced
 * @param extraStorages storages beside the main one
 * @param image empty: none
 * @param cache whether its result may be reused
 * @param cacheRunId the run whose result was reused
 * @param cacheJobId the job whose result was reused
 */
public record JobInfo(
        String name,
        String jobId,
        String stepName,
        String parentDagId,
        List<String> deps,
        String command,
        Map<String, String> parameters,
        Map<String, String> env,
        List<MountedStorage> extraStorages,
        Map<String, String> inputs,
        Map<String, String> outputs,
        String image,
        CacheSetting cache,
        NodeStatus status,
        String statusWord,
        String message,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> cacheRunId,
        Optional<String> cacheJobId)
        implements NodeInfo {

    /**
     * Whether the result of a step may be reused.
     *
     * @param longest how long it is good; empty: for ever
     * @param scopes paths whose change makes it unusable, by storage, separated by commas
     */
    public record CacheSetting(boolean enabled, Optional<Duration> longest, Map<String, String> scopes) {
        static CacheSetting of(Fields cache) {
            Map<String, String> scopes = new LinkedHashMap<>();
            cache.list("fsScope", scope -> scope)
                    .forEach(scope -> scopes.merge(scope.text("name"), scope.text("path"), (a, b) -> a + "," + b));
            return new CacheSetting(cache.flag("enable"), seconds(cache.text("maxExpiredTime")), Map.copyOf(scopes));
        }
    }

    static JobInfo of(Fields job) {
        return new JobInfo(
                job.text("name"),
                job.text("jobID"),
                job.text("stepName"),
                job.text("parentDagID"),
                job.names("deps"),
                job.text("command"),
                job.texts("parameters"),
                job.texts("env"),
                job.list("extraFS", RunDetail::storage).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                job.object("artifacts").texts("input"),
                job.object("artifacts").texts("output"),
                job.firstText("dockerEnv", "image"),
                CacheSetting.of(job.object("cache")),
                NodeStatus.of(job.text("status")),
                job.text("status"),
                job.text("jobMessage"),
                job.optionalTime("startTime"),
                job.optionalTime("endTime"),
                job.optional("cacheRunID"),
                job.optional("cacheJobID"));
    }

    /** A number of seconds on the wire; -1 and nothing: no bound. */
    static Optional<Duration> seconds(String text) {
        try {
            return Optional.of(Long.parseLong(text))
                    .filter(number -> number >= 0)
                    .map(Duration::ofSeconds);
        } catch (NumberFormatException e) {
            return Optional.empty(); // caches that are off have no time
        }
    }
}
