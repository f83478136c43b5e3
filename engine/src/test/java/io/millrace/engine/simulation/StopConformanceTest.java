package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.FailureConformanceTest.TWO_BRANCHES;
import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a stop and a forced stop end, and what the post-process step does meanwhile and afterwards. Each test is named
 * for the row it pins down, and commands are played: {@link Scenario}.
 */
class StopConformanceTest {
    @Test
    void b09AStopEndsTheEntryPointsAndLetsThePostStepRun() {
        World world = scenario(TWO_BRANCHES.formatted("fail_fast").replace("fail 10", "ok 100"))
                .stopAt(20, false)
                .play();
        assertThat(world.statuses())
                .containsEntry("L", "terminated")
                .containsEntry("X", "cancelled")
                .containsEntry("D", "terminated")
                .containsEntry("D.s1", "terminated")
                .containsEntry("D.inner", "cancelled")
                .containsEntry("m", "succeeded");
        assertThat(world.run().status()).isEqualTo(RunStatus.TERMINATED);
    }

    @Test
    void b10AStopAfterAFailureEndsFailed() {
        World world =
                scenario(TWO_BRANCHES.formatted("continue")).stopAt(50, false).play();
        assertThat(world.statuses()).containsEntry("F", "failed").containsEntry("L", "terminated");
        assertThat(world.run().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void b11AForcedStopCancelsThePostStep() {
        World world = scenario(TWO_BRANCHES.formatted("fail_fast").replace("fail 10", "ok 100"))
                .stopAt(20, true)
                .play();
        assertThat(world.statuses()).containsEntry("m", "cancelled");
        assertThat(world.run().status()).isEqualTo(RunStatus.TERMINATED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        B12 not forced, false, succeeded,  SUCCEEDED
        B13 forced,     true,  terminated, TERMINATED
        """)
    void aStopWhileOnlyThePostStepRuns(String row, boolean force, String post, RunStatus end) {
        World world = scenario("""
            name: t
            entry_points:
              a: {command: ok 1}
            post_process:
              m: {command: ok 50}
            """).stopAt(20, force).play();
        assertThat(world.statuses()).containsEntry("a", "succeeded").containsEntry("m", post);
        assertThat(world.run().status()).isEqualTo(end);
    }

    @Test
    void b14ASecondForcedStopWaitsForTheJobs() {
        World world = scenario(TWO_BRANCHES.formatted("fail_fast").replace("fail 10", "ok 100"))
                .stopAt(20, false)
                .stopAt(21, true)
                .play();
        assertThat(world.statuses()).containsEntry("L", "terminated").containsEntry("m", "cancelled");
        assertThat(world.run().status()).isEqualTo(RunStatus.TERMINATED);
    }

    @Test
    void b15AStopOfAnEndedRunOrASecondStopChangesNothing() {
        World world = scenario("{name: t, entry_points: {a: {command: ok 50}}}")
                .stopAt(10, false)
                .stopAt(11, false)
                .stopAt(90, true)
                .play();
        assertThat(world.trace())
                .filteredOn(event -> event.contains("stop-began"))
                .hasSize(1);
        assertThat(world.run().status()).isEqualTo(RunStatus.TERMINATED);
    }

    @Test
    void b16AFailingPostStepFailsTheRun() {
        World world = scenario("""
            name: t
            entry_points:
              a: {command: ok 1, condition: 1 > 2}
            post_process:
              m: {command: fail 1}
            """).play();
        assertThat(world.statuses()).isEqualTo(Map.of("a", "skipped", "m", "failed"));
        assertThat(world.run().nodes().getFirst().status().word()).isEqualTo("succeeded");
        assertThat(world.run().status()).isEqualTo(RunStatus.FAILED);
    }
}
