package io.millrace.pipeline.property;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Makes pipelines that keep every rule of the language, as trees of maps, lists, texts and numbers. The same numbers from
 * {@code random} make the same pipeline.
 */
final class PipelineGenerator {
    private static final List<String> NAMES =
            List.of("prepare", "train", "on", "y", "a", "b-1", "eval", "No", "x9", "report", "null", "S", "deep", "e-");

    private final RandomGenerator random;
    private final Values values;
    private final boolean storage;
    private final Map<String, Made> components = new LinkedHashMap<>();

    /** A node that was made, and what others may use of it. */
    record Made(
            Map<String, Object> body, List<String> parameters, List<String> inputs, List<String> outputs, boolean dag) {
        boolean conditional() {
            return body.containsKey("condition");
        }
    }

    /** The DAG around: what its children may use of it. */
    private record Around(List<String> parameters, List<String> inputs, boolean loops) {
        static final Around NOTHING = new Around(List.of(), List.of(), false);
    }

    private PipelineGenerator(RandomGenerator random) {
        this.random = random;
        this.values = new Values(random);
        this.storage = random.nextInt(4) > 0;
    }

    static Map<String, Object> pipeline(RandomGenerator random) {
        return new PipelineGenerator(random).pipeline();
    }

    private Map<String, Object> pipeline() {
        Map<String, Object> pipeline = new LinkedHashMap<>();
        pipeline.put("name", values.one(List.of("t", "_x", "a-b_c", "Pipeline9")));
        int many = random.nextInt(4);
        for (int i = 0; i < many; i++) {
            components.put("c" + i, node(Map.of(), Around.NOTHING, 1, true));
        }
        Map<String, Made> entries = nodes(Around.NOTHING, 1);
        pipeline.put("entry_points", bodies(entries));
        if (!components.isEmpty()) {
            pipeline.put("components", bodies(components));
        }
        if (storage) {
            pipeline.put("fs_options", Map.of("main_fs", Map.of("name", "work")));
        }
        new Settings(random, values).addTo(pipeline);
        entries.entrySet().stream()
                .filter(entry -> entry.getValue().parameters().isEmpty()
                        && entry.getValue().outputs().isEmpty())
                .findFirst()
                .filter(entry -> chance(15))
                .ifPresent(entry -> pipeline.put("disabled", entry.getKey()));
        return pipeline;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static Map<String, Object> bodies(Map<String, Made> nodes) {
        Map<String, Object> bodies = new LinkedHashMap<>();
        nodes.forEach((name, made) -> bodies.put(name, made.body()));
        return bodies;
    }

    private Map<String, Made> nodes(Around around, int depth) {
        Map<String, Made> nodes = new LinkedHashMap<>();
        int many = 1 + random.nextInt(5);
        for (int i = 0; i < many; i++) {
            nodes.putIfAbsent(values.one(NAMES), node(nodes, around, depth, false));
        }
        return nodes;
    }

    private Made node(Map<String, Made> before, Around around, int depth, boolean component) {
        Map<String, Made> deps = new LinkedHashMap<>();
        before.forEach((name, made) -> {
            if (chance(40)) {
                deps.put(name, made);
            }
        });
        Map<String, Object> body = new LinkedHashMap<>();
        if (!deps.isEmpty()) {
            body.put("deps", String.join(values.one(List.of(",", ", ", " , ")), deps.keySet()));
        }
        if (!components.isEmpty() && chance(20)) {
            String name = values.one(List.copyOf(components.keySet()));
            Made target = Objects.requireNonNull(components.get(name));
            List<String> artifacts = artifacts(deps, around);
            if (target.inputs().isEmpty() || component || !artifacts.isEmpty()) {
                return reference(body, name, target, artifacts, component);
            }
        }
        return own(body, deps, around, depth, component);
    }

    private Made reference(
            Map<String, Object> body, String component, Made target, List<String> artifacts, boolean isComponent) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (String parameter : target.parameters()) {
            if (chance(40) && !parameter.startsWith("typed")) {
                given.put(parameter, values.scalar());
            }
        }
        if (!given.isEmpty()) {
            body.put("parameters", given);
        }
        if (!target.inputs().isEmpty()) {
            Map<String, Object> inputs = new LinkedHashMap<>();
            target.inputs().forEach(name -> inputs.put(name, isComponent ? "" : values.one(artifacts)));
            body.put("artifacts", Map.of("input", inputs));
        }
        body.put("reference", Map.of("component", component));
        return new Made(
                body,
                target.parameters(),
                target.inputs(),
                target.conditional() ? List.of() : target.outputs(),
                target.dag());
    }

    private Made own(Map<String, Object> body, Map<String, Made> deps, Around around, int depth, boolean component) {
        Map<String, Object> parameters = parameters(deps, around);
        if (!parameters.isEmpty()) {
            body.put("parameters", parameters);
        }
        List<String> names = List.copyOf(parameters.keySet());
        List<String> sources = component ? List.of("") : artifacts(deps, around);
        Map<String, Object> inputs = new LinkedHashMap<>();
        if (storage && !sources.isEmpty() && chance(50)) {
            inputs.put("in1", values.one(sources));
        }
        List<String> readable = new ArrayList<>(names);
        readable.addAll(inputs.keySet());
        if (chance(15)) {
            body.put("condition", values.condition(readable));
        }
        boolean loops = chance(20);
        if (loops) {
            body.put("loop_argument", values.loop(readable));
        }
        return depth < 4 && chance(25)
                ? dag(body, inputs, new Around(names, List.copyOf(inputs.keySet()), loops), depth)
                : step(body, inputs, names);
    }

    private Made dag(Map<String, Object> body, Map<String, Object> inputs, Around around, int depth) {
        Map<String, Made> children = nodes(around, depth + 1);
        Map<String, Object> outputs = new LinkedHashMap<>();
        children.forEach((name, child) -> {
            if (!child.conditional() && !child.outputs().isEmpty() && chance(60)) {
                outputs.put("o" + outputs.size(), "{{" + name + "." + values.one(child.outputs()) + "}}");
            }
        });
        artifacts(body, inputs, outputs.isEmpty() ? List.of() : outputs);
        body.put("entry_points", bodies(children));
        return new Made(body, around.parameters(), around.inputs(), List.copyOf(outputs.keySet()), true);
    }

    private Made step(Map<String, Object> body, Map<String, Object> inputs, List<String> parameters) {
        List<String> outputs =
                storage && chance(50) ? List.of("out1", "Model").subList(0, 1 + random.nextInt(2)) : List.of();
        artifacts(body, inputs, outputs);
        List<String> readable = new ArrayList<>(parameters);
        readable.addAll(inputs.keySet());
        readable.addAll(outputs);
        if (chance(90)) {
            body.put("command", values.template(readable, true));
        }
        if (chance(30)) {
            body.put("env", Map.of("E_1", values.template(parameters, true), "N", random.nextInt(9), "F", 0.5));
        }
        new Settings(random, values).addToStep(body);
        return new Made(body, parameters, List.copyOf(inputs.keySet()), outputs, false);
    }

    private static void artifacts(Map<String, Object> body, Map<String, Object> inputs, Object outputs) {
        Map<String, Object> artifacts = new LinkedHashMap<>();
        if (!inputs.isEmpty()) {
            artifacts.put("input", inputs);
        }
        if (!outputs.equals(List.of())) {
            artifacts.put("output", outputs);
        }
        if (!artifacts.isEmpty()) {
            body.put("artifacts", artifacts);
        }
    }

    private Map<String, Object> parameters(Map<String, Made> deps, Around around) {
        List<String> references = new ArrayList<>(List.of("{{PF_RUN_ID}}", "{{ PF_USER_NAME }}", "{{PF_STEP_NAME}}"));
        deps.forEach((name, made) -> made.parameters().forEach(p -> references.add("{{" + name + "." + p + "}}")));
        around.parameters().forEach(p -> references.add("{{PF_PARENT." + p + "}}"));
        if (around.loops()) {
            references.add("{{PF_PARENT.PF_LOOP_ARGUMENT}}");
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        int many = random.nextInt(4);
        for (int i = 0; i < many; i++) {
            switch (random.nextInt(4)) {
                case 0 -> parameters.put("typed" + i, values.typed());
                case 1 -> parameters.put("ref" + i, values.mixed(references));
                default -> parameters.put("p" + i, values.value());
            }
        }
        return parameters;
    }

    /** The artifacts that a node may read. */
    private static List<String> artifacts(Map<String, Made> deps, Around around) {
        List<String> sources = new ArrayList<>();
        deps.forEach((name, made) -> {
            if (!made.conditional()) {
                made.outputs().forEach(output -> sources.add("{{" + name + "." + output + "}}"));
            }
        });
        around.inputs().forEach(input -> sources.add("{{PF_PARENT." + input + "}}"));
        return sources;
    }
}
