package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of steps when the whole JVM is killed, and of many at once. */
class LostMillraceIT {
    private static final int STEPS = 50;

    @TempDir
    private Path home;

    /** The Millrace that gets lost: starts the steps and waits for ever. */
    static final class Starter {
        public static void main(String[] args) throws Exception {
            var executor = new LocalExecutor(LocalExecutorConfig.of(Path.of(args[0])), new Recorder());
            IntStream.range(0, STEPS).forEach(node -> executor.start(attempt(node), counting(Path.of(args[0]), node)));
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static JobSpec counting(Path home, int node) {
        String command =
                "i=0; while [ ! -e \"$GO\" ]; do i=$((i+1)); echo $i; sleep 0.1; done; echo last $i; exit " + node % 5;
        return job(command, Map.of("GO", home + "/go"));
    }

    @Test
    void stepsOutliveAKilledMillraceWithProcessCodeAndLog() throws Exception {
        Process lost = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        home.toString())
                .inheritIO()
                .start();
        AttemptId last = attempt(STEPS - 1);
        var files = new AttemptFiles(home);
        Awaitility.await()
                .atMost(Recorder.PATIENCE)
                .until(() -> Files.exists(files.log(last)) && Files.size(files.log(last)) > 0);
        lost.destroyForcibly().waitFor();
        try (var fixture = new ExecutorFixture(home)) {
            var before = fixture.wrapper(last);
            IntStream.range(0, STEPS).forEach(node -> fixture.executor.adopt(attempt(node), counting(home, node)));
            fixture.recorder.awaitStart(last);
            Files.createFile(home.resolve("go"));
            for (int node = 0; node < STEPS; node++) {
                assertThat(fixture.recorder.awaitEnd(attempt(node))).isEqualTo(new Exit.Code(node % 5));
                assertCounted(fixture.log(attempt(node)));
            }
            assertThat(fixture.wrapper(last)).isEqualTo(before);
        }
    }

    private static void assertCounted(String log) {
        int count = (int) log.lines().count() - 1;
        var whole = new StringBuilder();
        IntStream.rangeClosed(1, count).forEach(i -> whole.append(i).append('\n'));
        assertThat(log)
                .isEqualTo(whole.append("last ").append(count).append('\n').toString());
    }

    @Test
    void aThousandStepsAtOnceAllEndWithTheirOwnCodes() throws IOException {
        try (var fixture = new ExecutorFixture(home)) {
            IntStream.range(0, 1000)
                    .forEach(node -> fixture.executor.start(
                            attempt(node), job("echo " + node + "; sleep 1; exit " + node % 11)));
            for (int node = 0; node < 1000; node++) {
                assertThat(fixture.recorder.awaitEnd(attempt(node))).isEqualTo(new Exit.Code(node % 11));
                assertThat(fixture.log(attempt(node))).isEqualTo(node + "\n");
            }
            assertThat(fixture.recorder.endedCount()).isEqualTo(1000);
        }
    }

    @Test
    void aStepWithAThousandChildrenCanBeStopped() throws IOException {
        AttemptId step = attempt(1);
        try (var fixture = new ExecutorFixture(home)) {
            fixture.startUntil(
                    step,
                    job("i=0; while [ $i -lt 1000 ]; do i=$((i+1)); setsid sleep 1000 & done; echo up; wait"),
                    "up");
            fixture.executor.stop(step);
            assertThat(fixture.recorder.awaitEnd(step)).isEqualTo(new Exit.Code(143));
            assertThat(fixture.processes(step)).isEmpty();
        }
    }
}
