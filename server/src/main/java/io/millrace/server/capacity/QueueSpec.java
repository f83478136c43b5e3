package io.millrace.server.capacity;

import io.millrace.engine.TimeSource;
import io.millrace.engine.capacity.Amounts;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Cluster;
import io.millrace.engine.capacity.Queue;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what requests say of queues. */
public record QueueSpec(CapacityRegistry registry, TimeSource time) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final String ELASTIC = "elasticQuota";
    private static final List<String> QUOTA_TYPES = List.of(ELASTIC, "volcanoCapabilityQuota");
    private static final int MOST_STEPS = 1_000_000;

    Queue create(Fields body) {
        String name = body.text("name");
        if (name.isEmpty()) {
            throw ApiCode.QUEUE_NAME_NOT_FOUND.because("a queue needs a name");
        }
        label("name", name);
        if (name.equals("default")) {
            throw taken(name);
        }
        Cluster cluster = cluster(body.text("clusterName"));
        String namespace = namespace(body.text("namespace"), cluster);
        String quotaType = body.text("quotaType").isEmpty() ? ELASTIC : body.text("quotaType");
        if (!QUOTA_TYPES.contains(quotaType)) {
            throw ApiCode.QUEUE_QUOTA_TYPE_IS_NOT_SUPPORTED.because(
                    "quotaType is one of %s, not '%s'".formatted(QUOTA_TYPES, quotaType));
        }
        Amounts most = amounts(body, "maxResources", new Amounts("", "", Map.of()));
        if (most.cpu().isEmpty() || most.memory().isEmpty()) {
            throw ApiCode.INVALID_COMPUTE_RESOURCE.because("maxResources must say cpu and mem");
        }
        Instant now = time.now();
        return proved(new Queue(
                0,
                name,
                namespace,
                cluster.name(),
                quotaType,
                steps(body, 0),
                most,
                amounts(body, "minResources", new Amounts("", "", Map.of())),
                body.texts("location"),
                QueueEndpoints.texts(body, "schedulingPolicy", ApiCode.MALFORMED_JSON),
                now,
                now));
    }

    Queue update(Queue queue, Fields body) {
        Map<String, String> location = new HashMap<>(queue.location());
        location.putAll(body.texts("location"));
        location.values().removeIf(String::isEmpty);
        List<String> policies = new ArrayList<>(queue.policies());
        for (String policy : QueueEndpoints.texts(body, "schedulingPolicy", ApiCode.MALFORMED_JSON)) {
            boolean away = policy.endsWith("-");
            policies.remove(away ? policy.substring(0, policy.length() - 1) : policy);
            if (!away) {
                policies.add(policy);
            }
        }
        return proved(new Queue(
                queue.number(),
                queue.name(),
                queue.namespace(),
                queue.cluster(),
                queue.quotaType(),
                steps(body, queue.steps()),
                amounts(body, "maxResources", queue.most()),
                amounts(body, "minResources", queue.least()),
                location,
                policies,
                queue.createdAt(),
                time.now()));
    }

    private static Queue proved(Queue queue) {
        if (!AmountsJson.isWithin(queue.least(), queue.most())) {
            throw ApiCode.INVALID_COMPUTE_RESOURCE.because("minResources are above maxResources");
        }
        return queue;
    }

    private static Amounts amounts(Fields body, String field, Amounts otherwise) {
        return body.object(field)
                .map(fields -> AmountsJson.read(fields, ApiCode.INVALID_COMPUTE_RESOURCE))
                .map(read -> new Amounts(
                        read.cpu().isEmpty() ? otherwise.cpu() : read.cpu(),
                        read.memory().isEmpty() ? otherwise.memory() : read.memory(),
                        read.scalars().isEmpty() ? otherwise.scalars() : read.scalars()))
                .orElse(otherwise);
    }

    private static int steps(Fields body, int otherwise) {
        long steps = body.number("maxRunningSteps").orElse((long) otherwise);
        if (steps < 0 || steps > MOST_STEPS) {
            throw ApiCode.INVALID_COMPUTE_RESOURCE.because(
                    "maxRunningSteps is from 0 (any number) to %d, not %d".formatted(MOST_STEPS, steps));
        }
        return (int) steps;
    }

    private Cluster cluster(String named) {
        String name = named.isEmpty() ? Cluster.DEFAULT : named;
        Cluster cluster = registry.cluster(name)
                .orElseThrow(() -> ApiCode.CLUSTER_NAME_NOT_FOUND.because("there is no cluster '%s'".formatted(name)));
        if (!cluster.status().equals(Cluster.ONLINE)) {
            throw ApiCode.INVALID_CLUSTER_STATUS.because("cluster '%s' is %s".formatted(name, cluster.status()));
        }
        return cluster;
    }

    private static String namespace(String name, Cluster cluster) {
        if (name.isEmpty()
                || (!cluster.namespaces().isEmpty() && !cluster.namespaces().contains(name))) {
            throw ApiCode.NAMESPACE_NOT_FOUND.because(
                    "a queue needs a namespace of its cluster, not '%s'".formatted(name));
        }
        label("namespace", name);
        return name;
    }

    private static void label(String field, String text) {
        if (!LABEL.matcher(text).matches()) {
            throw ApiCode.INVALID_NAME_PATTERN.because(
                    "%s has 1 to 63 small letters, digits or -, no - first or last: '%s' has not"
                            .formatted(field, text));
        }
    }

    static RuntimeException taken(String name) {
        return ApiCode.QUEUE_NAME_DUPLICATED.because("there is a queue '%s' already".formatted(name));
    }
}
