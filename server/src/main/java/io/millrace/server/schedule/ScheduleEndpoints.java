package io.millrace.server.schedule;

import io.millrace.engine.RunQueries;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.Schedules;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.run.RunListing;
import io.millrace.server.run.Templates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What can be asked about schedules. */
public record ScheduleEndpoints(Schedules schedules, RunQueries runs, Templates templates) {

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/schedule", this::create),
                Route.of("GET", "/schedule", this::list),
                Route.of("GET", "/schedule/{scheduleID}", this::show),
                Route.of("PUT", "/schedule/{scheduleID}", this::stop),
                Route.of("DELETE", "/schedule/{scheduleID}", this::delete));
    }

    private Answer create(Call call) {
        ScheduleSpec spec = ScheduleSpec.of(call.body(ApiCode.INVALID_HTTP_REQUEST));
        NewSchedule made = spec.by(call.caller(), schedules.time().now());
        templates.version(call.caller(), spec.pipeline(), spec.version());
        ScheduleId id = schedules.create(made);
        return Answer.object(201, json -> json.writeStringField("scheduleID", id.toString()));
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        List<Schedule> rows = ScheduleFilters.of(call)
                .map(filter -> schedules.queries().schedules(filter, page.after(), page.rows()))
                .orElse(List.of());
        return Answer.object(json -> {
            page.write(json, rows, schedule -> schedule.id().number());
            json.writeArrayFieldStart("scheduleList");
            for (Schedule schedule : page.shown(rows)) {
                json.writeStartObject();
                ScheduleJson.fields(json, schedule);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer show(Call call) {
        Schedule schedule = schedule(call);
        call.caller().require(schedule.made().user(), "schedule " + schedule.id());
        Page page = Page.of(call);
        RunFilter filter = RunFilter.ALL.in(RunFilter.Order.OLDEST_FIRST).withSchedules(Set.of(schedule.id()));
        List<RunSummary> rows = RunListing.rows(runs, filter, call, page);
        OptionalLong next = page.next(rows, run -> run.id().number());
        return Answer.object(json -> {
            ScheduleJson.fields(json, schedule);
            json.writeObjectFieldStart("runs");
            RunListing.write(json, rows, page);
            json.writeEndObject();
            if (next.isPresent()) {
                json.writeStringField("nextMarker", Page.marker(next.getAsLong())); // where the client looks for it
            }
        });
    }

    private Answer stop(Call call) {
        Schedule schedule = schedule(call);
        call.caller().require(schedule.made().user(), "schedule " + schedule.id());
        schedules.stop(schedule.id());
        return Answer.EMPTY;
    }

    /** To others a schedule does not exist here, as with PaddleFlow. */
    private Answer delete(Call call) {
        Schedule schedule = find(call)
                .filter(found -> call.caller().owns(found.made().user()))
                .orElseThrow(() -> notFound(call));
        schedules.delete(schedule.id());
        return Answer.EMPTY;
    }

    private Schedule schedule(Call call) {
        return find(call).orElseThrow(() -> notFound(call));
    }

    private Optional<Schedule> find(Call call) {
        return ScheduleId.of(call.path("scheduleID")).flatMap(schedules.queries()::schedule);
    }

    private static RuntimeException notFound(Call call) {
        return ApiCode.SCHEDULE_NOT_FOUND.because("there is no schedule " + call.path("scheduleID"));
    }
}
