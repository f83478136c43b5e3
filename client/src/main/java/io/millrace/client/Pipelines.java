package io.millrace.client;

import java.util.stream.Stream;

/** Pipelines that the server keeps, with their versions. Safe for use by many threads. */
public final class Pipelines {
    private static final String PIPELINE = "/pipeline/";

    private final Wire wire;

    Pipelines(Wire wire) {
        this.wire = wire;
    }

    /** Keeps a pipeline. */
    public PipelineRef create(NewPipeline pipeline) {
        return PipelineRef.of(wire.ask(Request.post("/pipeline", pipeline.json())));
    }

    /** Adds a version to a pipeline, which must have the same name. */
    public PipelineRef update(String pipeline, NewPipeline version) {
        return PipelineRef.of(wire.ask(Request.post(PIPELINE + Request.part(pipeline), version.json())));
    }

    /** A page of pipelines, oldest first. */
    public Page<PipelineInfo> list(PipelineFilter filter) {
        return wire.get("/pipeline", filter.query()).page("pipelineList", PipelineInfo::of);
    }

    /** All pipelines that a filter lets through, oldest first; pages are asked for as they are needed. */
    public Stream<PipelineInfo> stream(PipelineFilter filter) {
        return Page.all(filter.marker(), marker -> list(filter.after(marker)));
    }

    /** A pipeline with the first page of its versions. */
    public PipelineDetail show(String pipeline) {
        return show(pipeline, VersionFilter.ALL);
    }

    /** A pipeline with a page of its versions. */
    public PipelineDetail show(String pipeline, VersionFilter versions) {
        return PipelineDetail.of(wire.get(PIPELINE + Request.part(pipeline), versions.query()));
    }

    /** All versions of a pipeline, oldest first; pages are asked for as they are needed. */
    public Stream<PipelineVersion> versions(String pipeline) {
        return Page.all(
                VersionFilter.ALL.marker(),
                marker -> show(pipeline, VersionFilter.ALL.after(marker)).versions());
    }

    /** One version. */
    public PipelineVersion version(String pipeline, String version) {
        Fields answer = wire.get(PIPELINE + Request.part(pipeline) + "/" + Request.part(version));
        return PipelineVersion.of(answer.object("pipelineVersion"));
    }

    /**
     * Deletes a pipeline with all its versions. Runs of it stay.
     *
     * @throws MillraceClientException ActionNotAllowed while schedules run it, and others
     */
    public void delete(String pipeline) {
        wire.tell(Request.delete(PIPELINE + Request.part(pipeline), ""));
    }

    /**
     * Deletes one version.
     *
     * @throws MillraceClientException ActionNotAllowed for the last version, and while schedules run it
     */
    public void deleteVersion(String pipeline, String version) {
        wire.tell(Request.delete(PIPELINE + Request.part(pipeline) + "/" + Request.part(version), ""));
    }
}
