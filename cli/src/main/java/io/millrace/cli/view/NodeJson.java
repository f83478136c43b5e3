package io.millrace.cli.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.record.NodeRow;
import java.io.IOException;
import java.util.Locale;

/** The fields of a node as JSON output shows them everywhere. */
public final class NodeJson {
    private NodeJson() {}

    /** Writes the fields into the object that is open. */
    public static void fields(JsonGenerator json, NodeRow row) throws IOException {
        json.writeStringField("run", row.run().toString());
        json.writeNumberField("node", row.node());
        json.writeStringField("path", row.path());
        json.writeStringField("name", row.name());
        json.writeStringField("kind", row.kind().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("iteration", row.iteration());
        json.writeStringField("status", row.status().word());
        json.writeStringField("message", row.message());
        json.writeStringField("jobId", row.jobId());
        json.writeNumberField("attempts", row.attempts());
        if (row.exitCode().isPresent()) {
            json.writeNumberField("exitCode", row.exitCode().get());
        }
        json.writeStringField("waiting", row.waiting());
        if (row.keptFrom().isPresent()) {
            json.writeStringField("keptFrom", row.keptFrom().get().toString());
        }
        if (row.startedAt().isPresent()) {
            json.writeStringField("startedAt", row.startedAt().get().toString());
        }
        if (row.endedAt().isPresent()) {
            json.writeStringField("endedAt", row.endedAt().get().toString());
        }
    }
}
