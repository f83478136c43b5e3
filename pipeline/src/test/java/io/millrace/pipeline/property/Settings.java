package io.millrace.pipeline.property;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Adds the keys that stand for themselves. */
final class Settings {
    private final RandomGenerator random;
    private final Values values;

    Settings(RandomGenerator random, Values values) {
        this.random = random;
        this.values = values;
    }

    private boolean sometimes() {
        return random.nextInt(8) == 0;
    }

    void addTo(Map<String, Object> pipeline) {
        if (sometimes()) {
            pipeline.put("docker_env", "img:1");
        }
        if (sometimes()) {
            pipeline.put("parallelism", values.one(List.<Object>of(1, 20, 2.7, 0, 99)));
        }
        if (sometimes()) {
            pipeline.put("failure_options", Map.of("strategy", values.one(List.of("continue", "fail_fast"))));
        }
        if (sometimes()) {
            pipeline.put(
                    "cache",
                    Map.of("enable", random.nextBoolean(), "max_expired_time", values.one(List.<Object>of(60, "-1"))));
        }
        if (sometimes()) {
            pipeline.put(
                    "post_process",
                    Map.of(
                            "mail",
                            Map.of("command", "echo {{p}} {{PF_RUN_ID}}", "parameters", Map.of("p", values.value()))));
        }
    }

    void addToStep(Map<String, Object> step) {
        if (sometimes()) {
            step.put("docker_env", values.one(List.of("img:2", "python:3.12", "a.tgz")));
        }
        if (sometimes()) {
            step.put("retry", Map.of("max_attempts", 1 + random.nextInt(5), "backoff", "2s", "on", List.of(1, 137)));
        }
        if (sometimes()) {
            step.put("timeout", values.one(List.<Object>of("90s", "2h", 30)));
        }
        if (sometimes()) {
            step.put("resources", Map.of("cpu", 0.5, "memory", "512Mi", "gpu", 0));
        }
        if (sometimes()) {
            step.put("cache", Map.of("enable", true));
        }
        if (sometimes()) {
            step.put("extra_fs", List.of(Map.of("name", "data", "mount_path", "/data", "read_only", true)));
        }
        if (sometimes()) {
            step.put("type", values.one(List.of("step", "Step", "")));
        }
    }
}
