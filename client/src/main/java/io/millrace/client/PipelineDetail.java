package io.millrace.client;

/**
 * A pipeline with a page of its versions.
 *
 * @param versions oldest first
 */
public record PipelineDetail(PipelineInfo pipeline, Page<PipelineVersion> versions) {
    static PipelineDetail of(Fields answer) {
        Fields nested = answer.object("pipeline");
        PipelineInfo info = PipelineInfo.of(nested.has("pipelineID") ? nested : answer);
        Page<PipelineVersion> versions = answer.object("pplVersions").page("pplVersionList", PipelineVersion::of);
        PipelineInfo whole = new PipelineInfo(
                info.id(),
                info.name(),
                info.description(),
                info.user(),
                answer.firstText("fsname", "fsName"),
                answer.text("pipelineYaml"),
                answer.text("pipelineMd5"),
                info.createdAt(),
                info.updatedAt());
        return new PipelineDetail(whole, versions);
    }
}
