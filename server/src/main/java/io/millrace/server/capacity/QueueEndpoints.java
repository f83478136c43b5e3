package io.millrace.server.capacity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.engine.QueueUse;
import io.millrace.engine.capacity.Amounts;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Queue;
import io.millrace.engine.loop.Engine;
import io.millrace.pipeline.plan.Resources;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What can be asked about queues. Changes count at once, for steps that wait too. */
public record QueueEndpoints(CapacityRegistry registry, QueueSpec spec, LiveLimits limits, Engine engine) {

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/queue", this::create),
                Route.of("GET", "/queue", this::list),
                Route.of("GET", "/queue/{queueName}", this::show),
                Route.of("PUT", "/queue/{queueName}", this::update),
                Route.of("DELETE", "/queue/{queueName}", this::delete));
    }

    private Answer create(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        Queue wanted = spec.create(body);
        Queue made = registry.add(wanted).orElseThrow(() -> QueueSpec.taken(wanted.name()));
        changed();
        return Answer.object(json -> json.writeStringField("name", made.name()));
    }

    private Answer update(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        String name = call.path("queueName");
        Queue changed = registry.queue(name)
                .map(queue -> spec.update(queue, body))
                .flatMap(registry::replace)
                .orElseThrow(() -> ApiCode.RECORD_NOT_FOUND.because("there is no queue '%s'".formatted(name)));
        changed();
        return Answer.object(json -> fields(json, changed));
    }

    private void changed() {
        limits.refresh();
        engine.limitsChanged();
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        Optional<String> user = call.caller().isRoot()
                ? Optional.empty()
                : Optional.of(call.caller().name());
        List<Queue> rows = registry.queues(user, Set.copyOf(call.queryList("name")), page.after(), page.rows());
        return Answer.object(json -> {
            page.write(json, rows, Queue::number);
            json.writeArrayFieldStart("queueList");
            for (Queue queue : page.shown(rows)) {
                json.writeStartObject();
                fields(json, queue);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer show(Call call) {
        String name = call.path("queueName");
        Queue queue = registry.queue(name).orElseThrow(() -> unknown(name));
        if (!call.caller().isRoot() && !registry.isGranted(call.caller().name(), name)) {
            throw ApiCode.ACTION_NOT_ALLOWED.because(
                    "user %s was not granted queue '%s'".formatted(call.caller().name(), name));
        }
        QueueUse use = engine.use(name);
        return Answer.object(json -> {
            fields(json, queue);
            Resources taken = use.taken();
            AmountsJson.write(
                    json,
                    "usedResources",
                    amounts(taken.cpu().orElse(0), taken.memory().orElse(0)));
            Resources most = queue.limit().resources();
            AmountsJson.write(
                    json,
                    "idleResources",
                    amounts(
                            Math.max(0, most.cpu().orElse(0) - taken.cpu().orElse(0)),
                            Math.max(0, most.memory().orElse(0) - taken.memory().orElse(0))));
            json.writeNumberField("runningSteps", use.running());
            json.writeNumberField("waitingSteps", use.waiting());
        });
    }

    private static Amounts amounts(double cpu, long memory) {
        return new Amounts(
                BigDecimal.valueOf(cpu).stripTrailingZeros().toPlainString(), Long.toString(memory), Map.of());
    }

    private Answer delete(Call call) {
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        String name = call.path("queueName");
        Queue queue = registry.queue(name).orElseThrow(() -> unknown(name));
        if (queue.name().equals(Queue.DEFAULT)) {
            throw ApiCode.QUEUE_IS_IN_USE.because("queue '%s' is that of all steps that name none".formatted(name));
        }
        if (!registry.deleteQueue(name)) {
            throw ApiCode.QUEUE_IS_IN_USE.because(
                    "a run that has not ended names queue '%s'; wait for it, or stop it".formatted(name));
        }
        changed();
        return Answer.EMPTY;
    }

    private static RuntimeException unknown(String name) {
        return ApiCode.QUEUE_NAME_NOT_FOUND.because("there is no queue '%s'".formatted(name));
    }

    private static void fields(JsonGenerator json, Queue queue) throws IOException {
        json.writeStringField("id", "queue-%08x".formatted(queue.number()));
        json.writeStringField("name", queue.name());
        json.writeStringField("namespace", queue.namespace());
        json.writeStringField("clusterName", queue.cluster());
        json.writeStringField("quotaType", queue.quotaType());
        AmountsJson.write(json, "minResources", queue.least());
        AmountsJson.write(json, "maxResources", queue.most());
        json.writeNumberField("maxRunningSteps", queue.steps());
        json.writeObjectFieldStart("location");
        for (Map.Entry<String, String> place : new TreeMap<>(queue.location()).entrySet()) {
            json.writeStringField(place.getKey(), place.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("schedulingPolicy");
        for (String policy : queue.policies()) {
            json.writeString(policy);
        }
        json.writeEndArray();
        json.writeStringField("status", "open");
        json.writeStringField("createTime", WireTime.text(queue.createdAt()));
        json.writeStringField("updateTime", WireTime.text(queue.updatedAt()));
    }

    /** Texts in an array. */
    static List<String> texts(Fields body, String field, ApiCode malformed) {
        return body.get(field)
                .map(array -> {
                    List<String> texts = new java.util.ArrayList<>();
                    for (JsonNode text : array) {
                        texts.add(text.asText());
                    }
                    if (!array.isArray()
                            || !java.util.stream.StreamSupport.stream(array.spliterator(), false)
                                    .allMatch(JsonNode::isTextual)) {
                        throw malformed.because("field '%s' must be an array of strings".formatted(field));
                    }
                    return texts;
                })
                .orElse(List.of());
    }
}
