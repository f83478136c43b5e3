package io.millrace.server.capacity;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.TimeSource;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Cluster;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Call;
import io.millrace.server.http.Fields;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be asked about clusters. Only root makes them, and only root sees their credentials. */
public record ClusterEndpoints(CapacityRegistry registry, TimeSource time) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,253}[A-Za-z0-9_]");
    private static final List<String> TYPES = List.of("Kubernetes", Cluster.LOCAL, "K3S");
    private static final List<String> STATUSES = List.of(Cluster.ONLINE, "offline");

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/cluster", this::create),
                Route.of("GET", "/cluster", this::list),
                Route.of("GET", "/cluster/{clusterName}", this::show),
                Route.of("PUT", "/cluster/{clusterName}", this::update),
                Route.of("DELETE", "/cluster/{clusterName}", this::delete));
    }

    private Answer create(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        String name = body.text("clusterName");
        if (!NAME.matcher(name).matches()) {
            throw ApiCode.INVALID_NAME_PATTERN.because(
                    "clusterName has 2 to 255 letters, digits, _ or -, no - first or last: '%s' has not"
                            .formatted(name));
        }
        require(!body.text("endpoint").isEmpty(), "endpoint is missing");
        Instant now = time.now();
        Cluster empty = new Cluster(0, name, "", "", "OnPremise", "", "", Cluster.ONLINE, "", "", List.of(), now, now);
        Cluster made = registry.add(merged(empty, body))
                .orElseThrow(() -> ApiCode.DUPLICATED_NAME.because("there is a cluster '%s' already".formatted(name)));
        return Answer.object(json -> fields(json, made, true));
    }

    private Answer update(Call call) {
        Fields body = call.body(ApiCode.MALFORMED_JSON);
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        Cluster changed = registry.replace(merged(cluster(call, ApiCode.CLUSTER_NAME_NOT_FOUND), body))
                .orElseThrow(() -> unknown(call, ApiCode.CLUSTER_NAME_NOT_FOUND));
        return Answer.object(json -> fields(json, changed, true));
    }

    private Cluster merged(Cluster old, Fields body) {
        Cluster merged = new Cluster(
                old.number(),
                old.name(),
                text(body, "description", old.description()),
                text(body, "endpoint", old.endpoint()),
                text(body, "source", old.source()),
                text(body, "clusterType", old.type()),
                text(body, "version", old.version()),
                text(body, "status", old.status()),
                text(body, "credential", old.credential()),
                text(body, "setting", old.setting()),
                body.has("namespaceList")
                        ? QueueEndpoints.texts(body, "namespaceList", ApiCode.MALFORMED_JSON)
                        : old.namespaces(),
                old.createdAt(),
                time.now());
        require(TYPES.contains(merged.type()), "clusterType is one of %s, not '%s'".formatted(TYPES, merged.type()));
        require(
                STATUSES.contains(merged.status()),
                "status is one of %s, not '%s'".formatted(STATUSES, merged.status()));
        require(
                !merged.type().equals("Kubernetes") || !merged.version().isEmpty(),
                "a cluster of type Kubernetes needs a version");
        require(isBase64(merged.credential()), "credential must be base64");
        return merged;
    }

    private static String text(Fields body, String field, String otherwise) {
        return body.text(field).isEmpty() ? otherwise : body.text(field);
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw ApiCode.INVALID_CLUSTER_PROPERTIES.because(otherwise);
        }
    }

    private Answer list(Call call) {
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        Page page = Page.of(call);
        List<Cluster> rows = registry.clusters(
                Set.copyOf(call.queryList("clusterNames")),
                Set.copyOf(call.queryList("clusterStatus")),
                page.after(),
                page.rows());
        return Answer.object(json -> {
            page.write(json, rows, Cluster::number);
            json.writeArrayFieldStart("clusterList");
            for (Cluster cluster : page.shown(rows)) {
                json.writeStartObject();
                fields(json, cluster, true);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer show(Call call) {
        Cluster cluster = cluster(call, ApiCode.CLUSTER_NAME_NOT_FOUND);
        return Answer.object(json -> fields(json, cluster, call.caller().isRoot()));
    }

    private Answer delete(Call call) {
        call.caller().requireRoot(ApiCode.ONLY_ROOT_ALLOWED);
        Cluster cluster = cluster(call, ApiCode.CLUSTER_NOT_FOUND);
        if (!registry.deleteCluster(cluster.name())) {
            throw ApiCode.QUEUE_IS_IN_USE.because(
                    "cluster '%s' has queues; delete those first".formatted(cluster.name()));
        }
        return Answer.EMPTY;
    }

    private Cluster cluster(Call call, ApiCode code) {
        return registry.cluster(call.path("clusterName")).orElseThrow(() -> unknown(call, code));
    }

    private static ApiException unknown(Call call, ApiCode code) {
        return code.because("there is no cluster '%s'".formatted(call.path("clusterName")));
    }

    private static void fields(JsonGenerator json, Cluster cluster, boolean withCredential) throws IOException {
        json.writeStringField("id", "cluster-%08x".formatted(cluster.number()));
        json.writeStringField("clusterName", cluster.name());
        json.writeStringField("description", cluster.description());
        json.writeStringField("endpoint", cluster.endpoint());
        json.writeStringField("source", cluster.source());
        json.writeStringField("clusterType", cluster.type());
        json.writeStringField("version", cluster.version());
        json.writeStringField("status", cluster.status());
        json.writeStringField("credential", withCredential ? cluster.credential() : "");
        json.writeStringField("setting", cluster.setting());
        json.writeArrayFieldStart("namespaceList");
        for (String namespace : cluster.namespaces()) {
            json.writeString(namespace);
        }
        json.writeEndArray();
        json.writeStringField("createTime", WireTime.text(cluster.createdAt()));
        json.writeStringField("updateTime", WireTime.text(cluster.updatedAt()));
    }
}
