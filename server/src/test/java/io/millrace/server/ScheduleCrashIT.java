package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.HaltPoint;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunSummary;
import io.millrace.store.SqliteQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Halts the process while a schedule makes its runs; the next one makes each exactly once. */
class ScheduleCrashIT {
    private static final int HALTED = 137;
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant TWO_HOURS_LATER = NOON.plusSeconds(7201);
    private static final String SCHEDULE = """
            {"name": "hourly", "pipelineID": "ppl-000001", "pipelineVersionID": "1", "crontab": "@every 1h"}
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = HaltPoint.class,
            names = {"BEFORE_TICK", "AFTER_TICK", "AFTER_REPLAY", "BEFORE_START"})
    void everyTimeRunsOnce(HaltPoint point) throws Exception {
        try (RealServer server = new RealServer(folder, () -> NOON)) {
            server.register("ppl-000001", "1", "name: x\nentry_points: {x: {command: echo}}");
            assertThat(server.as("anna").post("/schedule", SCHEDULE).status()).isEqualTo(201);
        }
        assertThat(process(List.of("-Dmillrace.halt=" + point + ":1"))).isEqualTo(HALTED);
        assertThat(process(List.of())).isZero();

        assertThat(Files.readAllLines(folder.resolve("count.txt"))).containsExactly("once", "once");
        try (SqliteQueries queries = SqliteQueries.open(folder.resolve("home").resolve("millrace.db"))) {
            List<RunSummary> runs = queries.runs(RunFilter.ALL, 10);
            assertThat(runs).hasSize(2);
            assertThat(runs.stream().map(RunSummary::tick).distinct()).hasSize(2);
        }
    }

    private int process(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(ScheduledProcess.class.getName());
        command.addAll(List.of(folder.toString(), TWO_HOURS_LATER.toString(), "2"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the process did not end: " + Files.readString(folder.resolve("output.txt")));
        }
        return process.exitValue();
    }
}
