package io.millrace.client;

import java.time.Instant;
import java.util.Optional;

/**
 * All that is known of an artifact of a job.
 *
 * @param number its identity, never used twice
 * @param step run-time name of the step iteration
 * @param node number of the step iteration in its run
 * @param job that read or made it; of a reused or kept result the job that ran then
 * @param position among the paths of one input, which has several when the step before ran several times
 * @param storage name of the main storage of the run
 * @param location where the storage is
 * @param path relative to the storage
 * @param how the step came to it: {@code ran}, {@code reused} from the cache or {@code kept} by a retry
 * @param from the run whose job it was, when the step did not run in this one
 * @param cacheEntry that was reused
 * @param content what is known of the content: {@code known}, {@code pending}, {@code absent} or {@code unreadable}
 * @param digest SHA-256 over names, kinds and contents, in hexadecimal; of a known content
 * @param bytes size of all files together; of a known content
 * @param readAt when somebody last looked at the content
 * @param reason why it could not be read
 */
public record ArtifactDetail(
        long number,
        String run,
        String step,
        int node,
        String job,
        ArtifactType type,
        String name,
        int position,
        String user,
        String pipeline,
        String storage,
        String location,
        String path,
        Instant recordedAt,
        String how,
        Optional<String> from,
        Optional<Long> cacheEntry,
        String content,
        Optional<String> digest,
        Optional<Long> bytes,
        Optional<Instant> readAt,
        Optional<String> reason) {

    static ArtifactDetail of(Fields found) {
        return new ArtifactDetail(
                found.number("artifact"),
                found.text("run"),
                found.text("step"),
                (int) found.number("node"),
                found.text("jobId"),
                ArtifactType.of(found.text("type")),
                found.text("name"),
                (int) found.number("position"),
                found.text("user"),
                found.text("pipeline"),
                found.text("storage"),
                found.text("location"),
                found.text("path"),
                found.time("recordedAt"),
                found.text("how"),
                found.optional("from"),
                number(found, "cacheEntry"),
                found.text("content"),
                found.optional("digest"),
                number(found, "bytes"),
                found.optionalTime("readAt"),
                found.optional("reason"));
    }

    private static Optional<Long> number(Fields found, String name) {
        return found.has(name) ? Optional.of(found.number(name)) : Optional.empty();
    }
}
