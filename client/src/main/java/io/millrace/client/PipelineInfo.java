package io.millrace.client;

import java.time.Instant;

/**
 * A pipeline that a server keeps as a template. Of its newest version, servers may send the text: then it is here too.
 *
 * @param id such as {@code ppl-000001}
 * @param storage of the newest version; empty: it came as text
 * @param yaml of the newest version; empty: the server does not send it, and {@link Pipelines#version} has it
 * @param md5 of that text; empty: the server does not send it
 * @param updatedAt when its newest version was made
 */
public record PipelineInfo(
        String id,
        String name,
        String description,
        String user,
        String storage,
        String yaml,
        String md5,
        Instant createdAt,
        Instant updatedAt) {

    static PipelineInfo of(Fields pipeline) {
        return new PipelineInfo(
                pipeline.text("pipelineID"),
                pipeline.text("name"),
                pipeline.text("desc"),
                pipeline.text("username"),
                pipeline.firstText("fsname", "fsName"),
                pipeline.text("pipelineYaml"),
                pipeline.text("pipelineMd5"),
                pipeline.time("createTime"),
                pipeline.time("updateTime"));
    }
}
