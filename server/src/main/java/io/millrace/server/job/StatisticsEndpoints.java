package io.millrace.server.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.engine.RunQueries;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Queue;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statistics of jobs. Processes of this machine are not measured, and have no accelerator cards: the answers are empty. */
public final class StatisticsEndpoints {
    private static final int MOST_QUEUES = 1000;

    private final JobLookup lookup;
    private final CapacityRegistry capacity;

    public StatisticsEndpoints(RunQueries runs, CapacityRegistry capacity) {
        this.lookup = new JobLookup(runs);
        this.capacity = capacity;
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/statistics/job/{jobID}", this::job),
                Route.of("GET", "/statistics/jobDetail/{jobID}", this::detail),
                Route.of("POST", "/statistics/cardTime", this::cardTime));
    }

    private Answer job(Call call) {
        lookup.of(call.caller(), call.path("jobID"), ApiCode.ACCESS_DENIED);
        return Answer.object(json -> {
            json.writeObjectFieldStart("metricsInfo");
            json.writeEndObject();
        });
    }

    private Answer detail(Call call) {
        lookup.of(call.caller(), call.path("jobID"), ApiCode.ACCESS_DENIED);
        long start = call.queryNumber("start").orElse(0L);
        long end = call.queryNumber("end").orElse(Long.MAX_VALUE);
        long step = call.queryNumber("step").orElse(60L);
        if (start > end || step <= 0) {
            throw ApiCode.INVALID_URI.because("start must not be after end, and step must be above 0");
        }
        return Answer.object(json -> {
            json.writeArrayFieldStart("result");
            json.writeEndArray();
            json.writeBooleanField("truncated", false);
        });
    }

    private Answer cardTime(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        WireTime.parse("startTime", body.text("startTime"), ApiCode.INVALID_ARGUMENTS);
        WireTime.parse("endTime", body.text("endTime"), ApiCode.INVALID_ARGUMENTS);
        List<Queue> known = new ArrayList<>();
        Optional<JsonNode> names = body.get("queueNames").filter(JsonNode::isArray);
        for (JsonNode name : names.map(array -> (Iterable<JsonNode>) array).orElse(List.of())) {
            if (known.size() < MOST_QUEUES) {
                capacity.queue(name.asText())
                        .filter(queue -> isVisible(call.caller(), queue))
                        .ifPresent(known::add);
            }
        }
        return Answer.object(json -> {
            json.writeArrayFieldStart("data");
            for (Queue queue : known) {
                json.writeStartObject();
                json.writeStringField("queueName", queue.name());
                json.writeNumberField("cardTime", 0.0);
                json.writeStringField("deviceType", "");
                json.writeArrayFieldStart("detail");
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private boolean isVisible(Caller caller, Queue queue) {
        return caller.isRoot() || capacity.isGranted(caller.name(), queue.name());
    }
}
