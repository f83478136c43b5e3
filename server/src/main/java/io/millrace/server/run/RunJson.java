package io.millrace.server.run;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.record.ScheduleTick;
import io.millrace.server.http.WireTime;
import java.io.IOException;

/** A run as lists show it. */
public final class RunJson {
    private RunJson() {}

    /** One element of a list. */
    public static void brief(JsonGenerator json, RunSummary run) throws IOException {
        json.writeStartObject();
        json.writeStringField("runID", run.id().toString());
        json.writeStringField("name", run.name());
        json.writeStringField("source", run.source());
        json.writeStringField("username", run.user());
        json.writeStringField("fsName", run.storage());
        json.writeStringField("fsname", run.storage());
        json.writeStringField("description", run.description());
        json.writeStringField(
                "scheduleID", run.tick().map(tick -> tick.schedule().toString()).orElse(""));
        json.writeStringField("runMsg", run.message());
        json.writeStringField("status", run.status().word());
        json.writeStringField("scheduledTime", WireTime.text(run.tick().map(ScheduleTick::at)));
        json.writeStringField("createTime", WireTime.text(run.createdAt()));
        json.writeStringField("activateTime", WireTime.text(run.activatedAt()));
        json.writeStringField("updateTime", WireTime.text(run.updatedAt()));
        json.writeEndObject();
    }
}
