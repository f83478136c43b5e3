package io.millrace.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request whose body is the pipeline itself, in JSON, with a few fields beside it: who the storage belongs to, a
 * description, and variables that all steps get which set them nowhere themselves.
 */
final class JsonPipeline {
    private static final Map<String, String> DEFAULTS =
            Map.of("flavour", "PF_JOB_FLAVOUR", "queue", "PF_JOB_QUEUE_NAME", "jobType", "PF_JOB_TYPE");
    private static final List<String> BESIDE = List.of("username", "userName", "description", "desc", "env");
    private static final List<String> NODE_MAPS = List.of("entryPoints", "entry_points", "components");

    private JsonPipeline() {}

    /** The pipeline alone. Changes {@code body}. */
    static String of(ObjectNode body) {
        Map<String, JsonNode> env = new LinkedHashMap<>();
        body.path("env").properties().forEach(variable -> env.put(variable.getKey(), variable.getValue()));
        env.putAll(defaults(body));
        body.remove(BESIDE);
        descend(body, env);
        for (String post : List.of("postProcess", "post_process")) {
            nodes(body.path(post), env);
        }
        return body.toPrettyString();
    }

    /** Takes the short fields out, as variables. */
    private static Map<String, JsonNode> defaults(ObjectNode from) {
        Map<String, JsonNode> env = new LinkedHashMap<>();
        DEFAULTS.forEach((field, variable) -> {
            JsonNode value = from.remove(field);
            if (value != null && value.isTextual()) {
                env.put(variable, value);
            }
        });
        return env;
    }

    private static void descend(ObjectNode holder, Map<String, JsonNode> env) {
        NODE_MAPS.forEach(map -> nodes(holder.path(map), env));
    }

    private static void nodes(JsonNode map, Map<String, JsonNode> env) {
        for (Map.Entry<String, JsonNode> node : map.properties()) {
            if (node.getValue() instanceof ObjectNode object) {
                node(object, env);
            }
        }
    }

    private static void node(ObjectNode node, Map<String, JsonNode> env) {
        Map<String, JsonNode> all = new LinkedHashMap<>(env);
        all.putAll(defaults(node));
        boolean isDag = NODE_MAPS.stream().anyMatch(node::has);
        if (isDag) {
            descend(node, all);
        } else if (!node.has("reference") && !all.isEmpty()) {
            ObjectNode own = node.withObjectProperty("env");
            all.forEach((name, value) -> {
                if (!own.has(name)) {
                    own.set(name, value);
                }
            });
        }
    }
}
