package io.millrace.client;

import java.time.Instant;

/**
 * One version of a pipeline; versions never change.
 *
 * @param version counts from 1 within the pipeline
 * @param storage where it was read from; empty: it came as text
 * @param path in that storage; empty: it came as text
 * @param yaml the pipeline itself
 */
public record PipelineVersion(
        String pipeline,
        String version,
        String storage,
        String path,
        String yaml,
        String user,
        Instant createdAt,
        Instant updatedAt) {

    static PipelineVersion of(Fields version) {
        return new PipelineVersion(
                version.text("pipelineID"),
                version.text("pipelineVersionID"),
                version.firstText("fsName", "fsname"),
                version.text("yamlPath"),
                version.text("pipelineYaml"),
                version.text("username"),
                version.time("createTime"),
                version.time("updateTime"));
    }
}
