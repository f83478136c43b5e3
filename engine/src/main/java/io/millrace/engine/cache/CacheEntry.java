package io.millrace.engine.cache;

import io.millrace.engine.core.CachedResult;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.pipeline.plan.CacheStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A result that later runs may reuse.
 *
 * @param first fingerprint of the definition
 * @param second fingerprint of what the step read
 * @param storage location of the main storage; empty text: none
 * @param source where the pipeline came from
 * @param path run-time name of the step in {@code run}
 * @param createdAt when the job was submitted
 * @param maxExpiredTime seconds from then for which it may be reused; -1: for ever; other negative numbers: never
 * @param endedAt when the job ended
 * @param outputs of the job, by name
 * @param definition the ingredients of the first fingerprint
 * @param contents the ingredients of the second
 */
public record CacheEntry(
        String first,
        String second,
        String storage,
        String source,
        String user,
        String pipeline,
        RunId run,
        String path,
        String jobId,
        CacheStrategy strategy,
        NodeStatus status,
        Instant createdAt,
        Instant endedAt,
        long maxExpiredTime,
        Map<String, Output> outputs,
        Facts definition,
        Facts contents) {

    public CacheEntry {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * An output artifact as it was when the job ended.
     *
     * @param path in the main storage
     * @param digest of its content; empty text: the job made none
     */
    public record Output(String path, String digest, long bytes) {}

    /**
     * An entry with what became of it.
     *
     * @param number the identity, never used twice
     * @param storage name that the run which made it has for its main storage; empty when there is none any more
     * @param hits how often it was reused
     * @param stale why it can no longer be reused
     */
    public record Stored(
            long number,
            CacheEntry entry,
            String storage,
            long hits,
            Optional<Instant> lastHitAt,
            Optional<String> stale) {

        /** The same, with a reason why it cannot be reused. */
        Stored withStale(String reason) {
            return new Stored(number, entry, storage, hits, lastHitAt, Optional.of(reason));
        }

        /** What the entry gives to a step. */
        public CachedResult result() {
            Map<String, String> paths = new LinkedHashMap<>();
            entry.outputs().forEach((name, output) -> paths.put(name, output.path()));
            return new CachedResult(
                    number,
                    entry.run(),
                    entry.path(),
                    entry.jobId(),
                    entry.status(),
                    paths,
                    Optional.of(entry.createdAt()),
                    Optional.of(entry.endedAt()));
        }
    }

    /** Whether it may no longer be reused at {@code now}. */
    public boolean isExpired(Instant now) {
        return maxExpiredTime != -1 && !createdAt.plusSeconds(maxExpiredTime).isAfter(now);
    }

    /** What a reuse saves; nothing when the clock was set back meanwhile. */
    public Duration duration() {
        Duration took = Duration.between(createdAt, endedAt);
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** Bytes of all outputs. */
    public long bytes() {
        return outputs.values().stream().mapToLong(Output::bytes).sum();
    }
}
