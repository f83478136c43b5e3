package io.millrace.client;

/**
 * A version of a pipeline that was just made.
 *
 * @param name of the pipeline; empty with servers that do not say it
 */
public record PipelineRef(String pipeline, String version, String name) {
    static PipelineRef of(Fields answer) {
        return new PipelineRef(answer.text("pipelineID"), answer.text("pipelineVersionID"), answer.text("name"));
    }
}
