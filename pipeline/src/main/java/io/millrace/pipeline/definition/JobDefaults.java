package io.millrace.pipeline.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Environment that the JSON form gives to every step. For each variable the nearest wins: the step's env, the step's
 * flavour, queue and jobType, the pipeline's env, the pipeline's flavour, queue and jobType.
 */
record JobDefaults(Map<String, NamedText> pipelineEnv) {
    private static final Map<String, String> VARIABLES = variables();

    private static Map<String, String> variables() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("flavour", "PF_JOB_FLAVOUR");
        names.put("queue", "PF_JOB_QUEUE_NAME");
        names.put("job_type", "PF_JOB_TYPE");
        return names;
    }

    static JobDefaults of(Fields pipeline) {
        Map<String, NamedText> env = new LinkedHashMap<>(NodeReader.texts(pipeline.map("env")));
        addVariables(env, pipeline);
        return new JobDefaults(env);
    }

    Map<String, NamedText> addTo(Map<String, NamedText> stepEnv, Fields step) {
        Map<String, NamedText> env = new LinkedHashMap<>(stepEnv);
        addVariables(env, step);
        pipelineEnv.forEach(env::putIfAbsent);
        return env;
    }

    private static void addVariables(Map<String, NamedText> env, Fields fields) {
        VARIABLES.forEach((key, variable) -> {
            Optional<Marked<String>> text =
                    fields.text(key).filter(it -> !it.value().isEmpty());
            text.ifPresent(it -> env.putIfAbsent(variable, new NamedText(variable, it.span(), it.value(), it.span())));
        });
    }
}
