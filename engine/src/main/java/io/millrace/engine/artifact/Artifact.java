package io.millrace.engine.artifact;

import io.millrace.engine.record.ArtifactRow;

/**
 * An input or output of a job, with what is known of it.
 *
 * @param number the identity, never used twice
 * @param step run-time name of the step iteration
 * @param jobId the job that read or made it; of a reused or kept result the job that ran then
 * @param storage name of the main storage of the run
 */
public record Artifact(
        long number,
        ArtifactRow row,
        String step,
        String jobId,
        String pipeline,
        String user,
        String storage,
        ArtifactContent content) {

    /** Where it lies. */
    public Place place() {
        return new Place(row.location(), row.path());
    }

    /**
     * A place in a storage.
     *
     * @param path relative to the root of the storage
     */
    public record Place(String location, String path) {}
}
