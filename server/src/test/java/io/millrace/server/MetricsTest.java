package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private static final String CACHED = """
            name: counted
            fs_options: {main_fs: {name: data}}
            cache: {enable: true}
            entry_points:
              make: {command: "echo 1 > {{out}}", artifacts: {output: [out]}}
              fail: {deps: make, command: "exit 3"}
            """;

    private static Optional<Double> value(Api api, String sample) {
        return api.send("GET", "/metrics", "")
                .text()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .map(line -> Double.valueOf(line.substring(sample.length() + 1)))
                .findFirst();
    }

    @Test
    void whatHappensIsCountedOnce(@TempDir Path folder) throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api ann = server.as("anna");
            for (int i = 0; i < 2; i++) {
                String run = ann.run(CACHED);
                await().until(() -> ann.get("/run/" + run).at("/status").equals("failed"));
            }
            assertThat(value(ann, "millrace_runs_ended_total{status=\"failed\"}"))
                    .contains(2.0);
            assertThat(value(ann, "millrace_steps_ended_total{status=\"succeeded\"}"))
                    .contains(2.0);
            assertThat(value(ann, "millrace_steps_ended_total{status=\"failed\"}"))
                    .contains(2.0);
            assertThat(value(ann, "millrace_cache_answers_total{answer=\"hit\"}"))
                    .contains(1.0);
            assertThat(value(ann, "millrace_step_ready_to_started_seconds_count"))
                    .as("one of four steps did not run")
                    .contains(3.0);
            assertThat(value(ann, "millrace_store_commit_seconds_count"))
                    .hasValueSatisfying(count -> assertThat(count).isPositive());
            assertThat(value(
                            ann,
                            "millrace_http_request_seconds_count"
                                    + "{method=\"POST\",route=\"/api/paddleflow/v1/run\",status=\"201\"}"))
                    .contains(2.0);
            assertThat(value(ann, "jvm_threads_current")).isPresent();
        }
    }

    @Test
    void whatWaitsAndRunsIsShownAsItIsNow(@TempDir Path folder) throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api ann = server.as("anna");
            Path gate = folder.resolve("gate");
            String run = ann.run("""
                name: waits
                entry_points:
                  wait: {command: "while [ ! -e '%s' ]; do sleep 0.02; done"}
                """.formatted(gate));
            await().until(() -> value(ann, "millrace_steps_running").equals(Optional.of(1.0)));
            await().until(() -> value(ann, "millrace_runs{status=\"running\"}").equals(Optional.of(1.0)));
            assertThat(value(ann, "millrace_queue_steps{queue=\"default-queue\",state=\"running\"}"))
                    .contains(1.0);
            Files.createFile(gate);
            await().until(() -> value(ann, "millrace_steps_running").equals(Optional.of(0.0)));
            await().until(() -> ann.get("/run/" + run).at("/status").equals("succeeded"));
            assertThat(value(ann, "millrace_runs{status=\"running\"}")).isEmpty();
        }
    }
}
