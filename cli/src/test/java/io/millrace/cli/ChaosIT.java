package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pipelines under a Millrace that is killed and frozen at random moments, until it gets through. 25 cycles of
 * harm and restart, three for each pipeline; more with {@code -Dmillrace.cycles=1000}, one pipeline again with
 * {@code -Dmillrace.seed=17}.
 */
class ChaosIT {
    private static final int MOST_HARM = 3;

    @TempDir
    Path folder = Path.of("");

    static LongStream seeds() {
        Long one = Long.getLong("millrace.seed");
        return one != null
                ? LongStream.of(one)
                : LongStream.rangeClosed(0, Long.getLong("millrace.cycles", 25) / MOST_HARM);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostAndNothingRunsTwice(long seed) throws Exception {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // small seeds alone begin alike
        ChaosPipeline pipeline = ChaosPipeline.of(random);
        ChaosRun run = ChaosRun.of(folder, pipeline);
        Cli cli = run.cli();
        boolean stops = random.nextInt(5) == 0;

        for (int harm = 0; harm < MOST_HARM && !run.isOver(); harm++) {
            Process process = run.next();
            harm(run, process, random);
            if (stops && run.exists()) {
                cli.run("stop", ChaosRun.RUN); // refused when the run has ended meanwhile
            }
        }
        if (!run.isOver()) {
            int code = Cli.await(run.next());
            assertThat(code).as(cli.read("out.txt") + cli.read("err.txt")).isLessThan(2);
        }

        assertThat(run.status()).as(pipeline.text() + run.page()).isIn(ends(pipeline, stops));
        if (stops) {
            run.written()
                    .forEach((file, lines) -> assertThat(lines)
                            .as(file + " of " + pipeline.text())
                            .isLessThanOrEqualTo(pipeline.lines().getOrDefault(file, 0)));
        } else {
            assertThat(run.written()).as(pipeline.text()).isEqualTo(pipeline.lines());
            pipeline.logs()
                    .forEach((path, log) ->
                            assertThat(run.log(path)).as("log of " + path).isEqualTo(log));
            assertThat(run.codes()).as(pipeline.text() + run.page()).isEqualTo(pipeline.codes());
        }
        Conditions.await(() -> run.processes().isEmpty());
    }

    private static List<String> ends(ChaosPipeline pipeline, boolean stops) {
        String end = pipeline.succeeds() ? "succeeded" : "failed";
        return stops ? List.of(end, "terminated", "failed") : List.of(end);
    }

    /**
     * Kills the process some 5 to 500 ms after it owns the home, or after it started another step, which on a busy machine
     * is much later; sometimes it is frozen for a while before.
     */
    private static void harm(ChaosRun run, Process process, Random random) throws Exception {
        int freeze = random.nextInt(3) == 0 ? 50 + random.nextInt(250) : 0;
        int kill = 5 + random.nextInt(495);
        boolean afterAStart = random.nextInt(3) > 0;
        int attempts = run.attempts();
        Conditions.await(() -> !process.isAlive() || run.owns(process));
        if (afterAStart) {
            Conditions.await(() -> !process.isAlive() || run.attempts() > attempts);
        }
        if (freeze > 0 && !process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS)) {
            signal("-STOP", process);
            process.waitFor(freeze, TimeUnit.MILLISECONDS);
            if (process.isAlive()) {
                assertThat(run.cli().run("resume").err()).contains("process " + process.pid());
            }
            signal("-CONT", process);
        }
        process.waitFor(kill, TimeUnit.MILLISECONDS);
        run.kill(process);
    }

    static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }
}
