package io.millrace.server.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.registry.Pipeline;
import io.millrace.engine.registry.Pipeline.Version;
import io.millrace.server.http.WireTime;
import java.io.IOException;

/** Pipelines on the wire. */
final class PipelineJson {
    private PipelineJson() {}

    /** The fields of a pipeline, inside an object that is open. */
    static void fields(JsonGenerator json, Pipeline pipeline) throws IOException {
        json.writeStringField("pipelineID", PipelineIds.text(pipeline.number()));
        json.writeStringField("name", pipeline.name());
        json.writeStringField("desc", pipeline.description());
        json.writeStringField("username", pipeline.user());
        json.writeStringField("createTime", WireTime.text(pipeline.createdAt()));
        json.writeStringField("updateTime", WireTime.text(pipeline.updatedAt()));
    }

    /** What clients of the first generation read beside it: there was no more than one version then. */
    static void latest(JsonGenerator json, Version version) throws IOException {
        json.writeStringField("fsname", version.source().storage());
        json.writeStringField("pipelineYaml", version.source().text());
        json.writeStringField("pipelineMd5", version.source().md5());
    }

    /** A pipeline as an object. */
    static void pipeline(JsonGenerator json, Pipeline pipeline) throws IOException {
        json.writeStartObject();
        fields(json, pipeline);
        json.writeEndObject();
    }

    /** A version as an object. */
    static void version(JsonGenerator json, Version version) throws IOException {
        json.writeStartObject();
        json.writeStringField("pipelineVersionID", String.valueOf(version.version()));
        json.writeStringField("pipelineID", PipelineIds.text(version.pipeline()));
        json.writeStringField("fsName", version.source().storage());
        json.writeStringField("yamlPath", version.source().path());
        json.writeStringField("pipelineYaml", version.source().text());
        json.writeStringField("username", version.user());
        json.writeStringField("createTime", WireTime.text(version.createdAt()));
        json.writeStringField("updateTime", WireTime.text(version.createdAt()));
        json.writeEndObject();
    }
}
