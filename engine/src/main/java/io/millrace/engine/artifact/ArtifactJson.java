package io.millrace.engine.artifact;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.artifact.ArtifactContent.Absent;
import io.millrace.engine.artifact.ArtifactContent.Known;
import io.millrace.engine.artifact.ArtifactContent.Pending;
import io.millrace.engine.artifact.ArtifactContent.Unreadable;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Artifacts for programs. */
public final class ArtifactJson {
    private ArtifactJson() {}

    /** A list with an object for each. */
    public static void array(JsonGenerator json, List<Artifact> artifacts) throws IOException {
        json.writeStartArray();
        for (Artifact artifact : artifacts) {
            object(json, artifact);
        }
        json.writeEndArray();
    }

    /** One artifact as an object. */
    public static void object(JsonGenerator json, Artifact artifact) throws IOException {
        ArtifactRow row = artifact.row();
        json.writeStartObject();
        json.writeNumberField("artifact", artifact.number());
        json.writeStringField("run", row.run().toString());
        json.writeStringField("step", artifact.step());
        json.writeNumberField("node", row.node());
        json.writeStringField("jobId", artifact.jobId());
        json.writeStringField("type", row.type().word());
        json.writeStringField("name", row.name());
        json.writeNumberField("position", row.position());
        json.writeStringField("user", artifact.user());
        json.writeStringField("pipeline", artifact.pipeline());
        json.writeStringField("storage", artifact.storage());
        json.writeStringField("location", row.location());
        json.writeStringField("path", row.path());
        json.writeStringField("recordedAt", row.at().toString());
        json.writeStringField("how", row.how().word());
        text(json, "from", row.origin().map(RunId::toString));
        if (row.entry().isPresent()) {
            json.writeNumberField("cacheEntry", row.entry().get());
        }
        content(json, artifact.content());
        json.writeEndObject();
    }

    private static void content(JsonGenerator json, ArtifactContent content) throws IOException {
        json.writeStringField("content", content.word());
        switch (content) {
            case Pending() -> {
                // says all there is
            }
            case Known known -> {
                json.writeStringField("digest", known.digest());
                json.writeNumberField("bytes", known.bytes());
                json.writeStringField("readAt", known.at().toString());
            }
            case Absent absent -> json.writeStringField("readAt", absent.at().toString());
            case Unreadable unreadable -> {
                json.writeStringField("reason", unreadable.reason());
                json.writeStringField("readAt", unreadable.at().toString());
            }
        }
    }

    private static void text(JsonGenerator json, String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        }
    }

    /** Both directions, each with whether it was cut. */
    public static void lineage(JsonGenerator json, Lineage lineage) throws IOException {
        json.writeStartObject();
        json.writeFieldName("subject");
        object(json, lineage.subject());
        json.writeBooleanField("upstreamCut", lineage.upstream().cut());
        json.writeFieldName("upstream");
        array(json, lineage.upstream().links());
        json.writeBooleanField("downstreamCut", lineage.downstream().cut());
        json.writeFieldName("downstream");
        array(json, lineage.downstream().links());
        json.writeEndObject();
    }
}
