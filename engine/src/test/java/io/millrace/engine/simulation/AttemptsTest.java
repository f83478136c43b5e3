package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a step is tried again, and how it ends when it is not. */
class AttemptsTest {
    private static World play(String step) {
        return scenario("{name: t, entry_points: {s: {%s}}}".formatted(step)).play();
    }

    @Test
    void theWaitDoublesUpToItsLimit() {
        World world = play("command: fail 5, retry: {max_attempts: 5, backoff: 10ms, max_backoff: 25ms}");
        assertThat(world.starts())
                .extracting(start -> start.after().toMillis())
                .containsExactly(0L, 15L, 40L, 70L, 100L);
        assertThat(world.statuses()).containsEntry("s", "failed");
        assertThat(world.message("s")).isEqualTo("exit code 1 (attempt 5 of 5)");
    }

    @ParameterizedTest(name = "exit codes {0}: {1} attempts")
    @CsvSource(delimiter = '|', textBlock = """
        [1, 3] | 2
        [3]    | 1
        []     | 2
        """)
    void onlyTheExitCodesThatAreNamedAreTriedAgain(String codes, int attempts) {
        World world = play("command: fail 1, retry: {max_attempts: 2, on: %s}".formatted(codes));
        assertThat(world.starts()).hasSize(attempts);
    }

    @Test
    void aStepThatSucceedsIsNotTriedAgain() {
        assertThat(play("command: ok 1, retry: {max_attempts: 3}").starts()).hasSize(1);
    }

    @ParameterizedTest(name = "a step of {0} ms: {1}")
    @CsvSource({"15, succeeded", "30, failed"})
    void aStepThatTakesTooLongIsEndedAndSaysSo(int millis, String end) {
        World world = play("command: ok %d, timeout: 20ms".formatted(millis));
        assertThat(world.statuses()).containsEntry("s", end);
        assertThat(world.message("s")).isEqualTo(end.equals("failed") ? "timed out after 0.02s" : "");
    }

    @Test
    void aStepThatTookTooLongIsTriedAgainUnlessExitCodesAreNamed() {
        assertThat(play("command: ok 30, timeout: 20ms, retry: {max_attempts: 2}")
                        .starts())
                .hasSize(2);
        assertThat(play("command: ok 30, timeout: 20ms, retry: {max_attempts: 2, on: [143]}")
                        .starts())
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        3,   exit code 3
        128, exit code 128
        137, exit code 137 (killed by signal 9)
        """)
    void theReasonNamesTheExitCode(int code, String reason) {
        World world = scenario("{name: t, entry_points: {s: {command: x}}}")
                .with("s", new Behaviour(Duration.ofMillis(1), code, Duration.ZERO))
                .play();
        assertThat(world.message("s")).isEqualTo(reason);
        assertThat(world.run().message()).contains(reason);
    }

    @Test
    void aStopBetweenTwoAttemptsEndsTheStep() {
        World world = scenario("{name: t, entry_points: {s: {command: fail 1, retry: {max_attempts: 2, backoff: 1s}}}}")
                .stopAt(20, false)
                .play();
        assertThat(world.starts()).hasSize(1);
        assertThat(world.statuses()).containsEntry("s", "terminated");
        assertThat(world.message("s")).isEqualTo("stopped between two attempts");
    }
}
