package io.millrace.client;

import java.time.Instant;

/**
 * What a step read or wrote.
 *
 * @param number its identity, which {@link Artifacts#show} and its neighbours take; 0 from a server that has none
 * @param run whose step it was
 * @param path in the storage
 * @param step that read or wrote it
 * @param job id of its job
 * @param name that the step has for it
 * @param meta what is known of the content; may be empty
 */
public record ArtifactInfo(
        long number,
        String run,
        String storage,
        String user,
        String path,
        String step,
        String job,
        ArtifactType type,
        String name,
        String meta,
        Instant createdAt,
        Instant updatedAt) {

    static ArtifactInfo of(Fields event) {
        return new ArtifactInfo(
                event.number("artifact"),
                event.text("runID"),
                event.firstText("fsname", "fsName"),
                event.text("username"),
                event.text("artifactPath"),
                event.text("step"),
                event.text("jobID"),
                ArtifactType.of(event.text("type")),
                event.text("artifactName"),
                event.text("meta"),
                event.time("createTime"),
                event.time("updateTime"));
    }
}
