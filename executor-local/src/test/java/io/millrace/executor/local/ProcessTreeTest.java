package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a step starts is gone when its end is reported. */
class ProcessTreeTest extends ExecutorTest {
    private static final AttemptId STEP = attempt(1);

    @TempDir
    private Path home;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a plain sleep           | echo up; exec sleep 1000                                                 | 143
            a child                 | echo up; sleep 1000; echo not reached                                    | 143
            ignored TERM            | trap '' TERM; echo up; while :; do sleep 1; done                         | 137
            TERM answered with 0    | trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done                | 0
            nohup                   | nohup sh -c 'echo up; exec sleep 1000' & wait                            | 143
            setsid                  | setsid -w sh -c 'echo up; exec sleep 1000'                               | 143
            double fork             | (setsid sh -c 'trap "" TERM; echo up; while :; do sleep 1; done' &); sleep 1000 | 143
            stopped process         | (sh -c 'kill -STOP $$' &); sleep 0.2; echo up; sleep 1000                | 143
            closed outputs          | echo up; exec >&- 2>&-; sleep 1000                                       | 143
            many children           | for i in $(seq 100); do setsid sleep 1000 & done; echo up; wait          | 143
            """)
    void stopLeavesNothing(String name, String command, int code) throws IOException {
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, job(command), "up");
            fixture.executor.stop(STEP);
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(code));
            assertThat(fixture.processes(STEP)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            background child        | sleep 1000 & echo end; exit 3
            nohup                   | nohup sleep 1000 & echo end; exit 3
            double fork and setsid  | (setsid sleep 1000 &); echo end; exit 3
            leftover ignoring TERM  | (trap '' TERM; while :; do sleep 1; done) & echo end; exit 3
            """)
    void aStepIsOverWhenItsCommandIs(String name, String command) throws IOException {
        try (var fixture = fixture(home)) {
            assertThat(fixture.run(STEP, job(command))).isEqualTo(new Exit.Code(3));
            assertThat(fixture.log(STEP)).contains("end");
            assertThat(fixture.processes(STEP)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a child       | echo up; sleep 1000
            ignored TERM  | trap '' TERM; echo up; while :; do sleep 1; done
            a session     | setsid -w sh -c 'echo up; exec sleep 1000'
            """)
    void stopWorksWithoutTheAbilitiesOfLinuxToo(String name, String command) throws IOException {
        try (var fixture = fixture(
                LocalExecutorConfig.of(home).withGrace(Duration.ofSeconds(1)).without("prctl,pidfd,fsync"))) {
            fixture.startUntil(STEP, job(command), "up");
            fixture.executor.stop(STEP);
            assertThat(fixture.recorder.awaitEnd(STEP)).isInstanceOf(Exit.Code.class);
            assertThat(fixture.processes(STEP)).isEmpty();
        }
    }

    @Test
    void leftoversEndWithoutTheAbilitiesOfLinuxToo() throws IOException {
        try (var fixture = fixture(
                LocalExecutorConfig.of(home).withGrace(Duration.ofSeconds(1)).without("prctl,pidfd,fsync"))) {
            assertThat(fixture.run(STEP, job("sleep 1000 & sleep 1000 & exit 6")))
                    .isEqualTo(new Exit.Code(6));
            assertThat(fixture.processes(STEP)).isEmpty();
        }
    }

    @Test
    void aStepThatEndsOthersOfItsGroupKeepsItsExitCode() throws IOException {
        try (var fixture = fixture(home)) {
            assertThat(fixture.run(STEP, job("trap : TERM; kill 0; exit 9"))).isEqualTo(new Exit.Code(9));
        }
    }

    @Test
    void stopRightAfterStartEndsTheAttemptOrKeepsItFromStarting() throws IOException {
        try (var fixture = fixture(home)) {
            for (int node = 0; node < 50; node++) {
                fixture.executor.start(attempt(node), job("sleep 1000"));
                fixture.executor.stop(attempt(node));
            }
            for (int node = 0; node < 50; node++) {
                assertThat(fixture.recorder.awaitEnd(attempt(node)))
                        .isIn(new Exit.Code(143), new Exit.NotStarted("stopped before it started"));
                assertThat(fixture.processes(attempt(node))).isEmpty();
            }
        }
    }

    @Test
    void aStoppedAttemptThatNeverStartedNeverStarts() throws IOException {
        try (var fixture = fixture(home)) {
            fixture.executor.stop(STEP);
            Exit first = fixture.recorder.awaitEnd(STEP);
            assertThat(first).isEqualTo(new Exit.NotStarted("stopped before it started"));
            fixture.reopen();
            fixture.executor.adopt(STEP, job("echo ran"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(first);
            fixture.reopen();
            fixture.executor.start(STEP, job("echo ran"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(first);
            assertThat(fixture.log(STEP)).isEmpty();
        }
    }

    @Test
    void aKilledWrapperTakesItsTreeWithIt() throws Exception {
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, job("(setsid sh -c 'trap \"\" TERM; sleep 1000' &); echo up; sleep 1000"), "up");
            long wrapper = fixture.wrapper(STEP).pid();
            ExecutorFixture.kill("KILL", wrapper);
            assertThat(fixture.recorder.awaitEnd(STEP))
                    .isEqualTo(new Exit.Unknown("its wrapper (process " + wrapper + ") was killed from outside"));
            assertThat(fixture.processes(STEP)).isEmpty();
        }
    }
}
