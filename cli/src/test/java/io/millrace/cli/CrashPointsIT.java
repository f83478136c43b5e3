package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.HaltPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Halts the virtual machine at every point between a commit and a side effect, first and later hits, and goes on with
 * the next process: nothing is lost, nothing runs twice. A point that no scenario reaches fails its test.
 */
class CrashPointsIT {
    private static final int HALTED = 137;
    private static final int MOST_HITS = 50;

    private static final String PIPELINE = """
            name: crash
            parallelism: 2
            entry_points:
              a: {command: echo a >> a.txt}
              b: {command: echo b >> b.txt, deps: a}
              c: {command: "echo {{PF_LOOP_ARGUMENT}} >> c.txt", loop_argument: [1, 2, 3], deps: a}
              d: {command: echo d >> d.txt, deps: "b, c"}
            post_process:
              m: {command: echo m >> m.txt}
            """;

    private static final String LONG_PIPELINE = """
            name: long
            entry_points:
              a: {command: "echo a >> a.txt; while ! test -e go; do sleep 0.05; done; echo done >> a.txt"}
              b: {command: echo b >> b.txt, deps: a}
            """;

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    static Stream<Arguments> points() {
        return Stream.of(HaltPoint.values()).flatMap(point -> switch (point) {
            case BEFORE_CREATE, AFTER_CREATE, BEFORE_STOP, AFTER_STOP, AFTER_REPLAY, BEFORE_ADOPT ->
                Stream.of(Arguments.of(point, 1));
            case BEFORE_COMMIT, AFTER_COMMIT, BEFORE_START, AFTER_START ->
                Stream.of(Arguments.of(point, 1), Arguments.of(point, 2), Arguments.of(point, 5));
            case BEFORE_TICK, AFTER_TICK -> Stream.of(); // the commands have no schedules: see ScheduleCrashIT
            case DURING_REMOVAL -> Stream.of(1, 2, 3, 4).map(hit -> Arguments.of(point, hit));
        });
    }

    @ParameterizedTest(name = "{0} at hit {1}")
    @MethodSource("points")
    void nothingIsLostAndNothingRunsTwice(HaltPoint point, int hit) throws Exception {
        List<String> halt = List.of("-Dmillrace.halt=%s:%d".formatted(point, hit));
        switch (point) {
            case BEFORE_CREATE -> {
                assertThat(runHalted(PIPELINE, halt)).isEqualTo(HALTED);
                assertThat(cli.run("runs", "list").out()).contains("no runs");
            }
            case AFTER_CREATE, BEFORE_COMMIT, AFTER_COMMIT, BEFORE_START, AFTER_START -> {
                assertThat(runHalted(PIPELINE, halt)).isEqualTo(HALTED);
                assertEndsWell();
            }
            case BEFORE_TICK, AFTER_TICK -> throw new IllegalArgumentException("not a point of this test: " + point);
            case AFTER_REPLAY, BEFORE_ADOPT -> {
                Process first = startLong(List.of());
                first.destroyForcibly();
                Cli.await(first);
                assertThat(Cli.await(cli.start(halt, "resume"))).isEqualTo(HALTED);
                cli.write("go", "");
                assertThat(cli.run("resume").code()).isZero();
                assertThat(cli.read("a.txt")).isEqualTo("a\ndone\n");
                assertThat(cli.read("b.txt")).isEqualTo("b\n");
            }
            case BEFORE_STOP, AFTER_STOP -> {
                Process first = startLong(halt);
                Process stop = cli.start(List.of(), "stop", "run-000001");
                assertThat(Cli.await(first)).isEqualTo(HALTED);
                Cli.await(stop);
                Cli.Result resumed = cli.run("resume");
                // on a busy machine the step may have ended, and the run with it, before the process was halted
                boolean over = resumed.out().contains("no unfinished runs");
                assertThat(resumed.code()).as(resumed.out()).isEqualTo(over ? 0 : 1);
                assertThat(cli.run("runs", "show", "run-000001").out())
                        .contains("run-000001  long  terminated")
                        .containsPattern("a +terminated")
                        .containsPattern("b +cancelled");
                assertThat(cli.read("a.txt")).isEqualTo("a\n");
            }
            case DURING_REMOVAL -> {
                cli.write("pipeline.yaml", PIPELINE);
                assertThat(cli.run("run", "pipeline.yaml").code()).isZero();
                assertThat(Cli.await(cli.start(halt, "runs", "delete", "run-000001", "-y")))
                        .isEqualTo(HALTED);
                assertThat(cli.run("runs", "list").out()).contains("run-000001");
                assertThat(cli.run("runs", "delete", "run-000001", "-y").code()).isZero();
                assertThat(cli.run("runs", "list").out()).contains("no runs");
                assertThat(cli.home().resolve("jobs/run-000001")).doesNotExist();
            }
        }
    }

    private int runHalted(String pipeline, List<String> halt) throws InterruptedException {
        cli.write("pipeline.yaml", pipeline);
        return Cli.await(cli.start(halt, "run", "pipeline.yaml"));
    }

    private Process startLong(List<String> options) {
        cli.write("pipeline.yaml", LONG_PIPELINE);
        Process process = cli.start(options, "run", "pipeline.yaml");
        Conditions.await(() -> Files.exists(folder.resolve("a.txt")));
        return process;
    }

    private void assertEndsWell() throws IOException {
        for (int tries = 0;
                cli.run("runs", "list", "--status", "succeeded").out().contains("no runs");
                tries++) {
            assertThat(tries).isLessThan(MOST_HITS);
            assertThat(cli.run("resume").code()).isZero();
        }
        for (String step : List.of("a", "b", "d", "m")) {
            assertThat(cli.read(step + ".txt")).isEqualTo(step + "\n");
        }
        assertThat(Files.readAllLines(folder.resolve("c.txt"))).containsExactlyInAnyOrder("1", "2", "3");
    }
}
