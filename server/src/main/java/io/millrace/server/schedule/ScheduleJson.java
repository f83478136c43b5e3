package io.millrace.server.schedule;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.ScheduleOptions;
import io.millrace.server.http.WireTime;
import io.millrace.server.pipeline.PipelineIds;
import java.io.IOException;

/** A schedule on the wire. */
final class ScheduleJson {
    private ScheduleJson() {}

    /** The fields of a schedule, inside an object that is open. */
    static void fields(JsonGenerator json, Schedule schedule) throws IOException {
        NewSchedule made = schedule.made();
        json.writeStringField("scheduleID", schedule.id().toString());
        json.writeStringField("name", made.name());
        json.writeStringField("desc", made.description());
        json.writeStringField("pipelineID", PipelineIds.text(made.pipeline()));
        json.writeStringField("pipelineVersionID", String.valueOf(made.version()));
        json.writeStringField("username", made.user());
        json.writeObjectFieldStart("fsConfig");
        json.writeStringField("username", made.storageUser());
        json.writeEndObject();
        json.writeStringField("crontab", made.crontab());
        options(json, made.options());
        json.writeStringField("startTime", WireTime.text(made.start()));
        json.writeStringField("endTime", WireTime.text(made.end()));
        json.writeStringField("createTime", WireTime.text(made.createdAt()));
        json.writeStringField("updateTime", WireTime.text(schedule.state().updatedAt()));
        json.writeStringField("nextRunTime", WireTime.text(schedule.state().next()));
        json.writeStringField("scheduleMsg", schedule.state().message());
        json.writeStringField("status", schedule.state().status().word());
    }

    private static void options(JsonGenerator json, ScheduleOptions options) throws IOException {
        json.writeObjectFieldStart("options");
        json.writeBooleanField("catchup", options.catchup());
        json.writeNumberField("expireInterval", options.expireInterval().toSeconds());
        json.writeNumberField("concurrency", options.concurrency());
        json.writeStringField("concurrencyPolicy", options.policy().word());
        json.writeEndObject();
    }
}
