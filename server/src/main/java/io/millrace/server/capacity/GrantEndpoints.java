package io.millrace.server.capacity;

import io.millrace.engine.TimeSource;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Grant;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What can be asked about grants: who may use which queue. Storages and users cannot be granted, since nothing would
 * follow from it.
 *
 * @param isUser whether somebody has that name
 */
public record GrantEndpoints(CapacityRegistry registry, Predicate<String> isUser, TimeSource time) {

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/grant", this::create),
                Route.of("GET", "/grant", this::list),
                Route.of("DELETE", "/grant", this::delete));
    }

    private Answer create(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        String user = body.text("userName");
        if (user.equals(Caller.ROOT)) {
            throw ApiCode.GRANT_ROOT_ACTION_NOT_SUPPORT.because("root may use everything without a grant");
        }
        requireQueue(body.text("resourceType"));
        String queue = body.text("resourceID");
        if (registry.queue(queue).isEmpty()) {
            throw ApiCode.QUEUE_NAME_NOT_FOUND.because("there is no queue '%s'".formatted(queue));
        }
        if (!isUser.test(user)) {
            throw ApiCode.USER_NOT_EXIST.because("there is no user '%s'".formatted(user));
        }
        Grant made = registry.add(new Grant(0, user, queue, time.now()))
                .orElseThrow(() -> ApiCode.GRANT_ALREADY_EXIST.because(
                        "user %s was granted queue '%s' already".formatted(user, queue)));
        return Answer.object(json -> json.writeStringField("grantID", id(made)));
    }

    private static void requireQueue(String type) {
        if (!type.equals("queue")) {
            throw ApiCode.GRANT_RESOURCE_TYPE_NOT_FOUND.because(
                    "only queues can be granted here (resourceType queue), not '%s'".formatted(type));
        }
    }

    private Answer list(Call call) {
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        Page page = Page.of(call);
        List<Grant> rows = registry.grants(Set.copyOf(call.queryList("username")), page.after(), page.rows());
        return Answer.object(json -> {
            page.write(json, rows, Grant::number);
            json.writeArrayFieldStart("grantList");
            for (Grant grant : page.shown(rows)) {
                json.writeStartObject();
                json.writeStringField("grantID", id(grant));
                json.writeStringField("userName", grant.user());
                json.writeStringField("resourceType", "queue");
                json.writeStringField("resourceID", grant.queue());
                json.writeStringField("createTime", WireTime.precise(grant.createdAt()));
                json.writeStringField("updateTime", WireTime.precise(grant.createdAt()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer delete(Call call) {
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        String user = call.query("username");
        String queue = call.query("resourceID");
        requireQueue(call.query("resourceType"));
        if (!registry.deleteGrant(user, queue)) {
            throw ApiCode.GRANT_NOT_FOUND.because("user '%s' was not granted queue '%s'".formatted(user, queue));
        }
        return Answer.EMPTY;
    }

    private static String id(Grant grant) {
        return "grant-%08x".formatted(grant.number());
    }
}
