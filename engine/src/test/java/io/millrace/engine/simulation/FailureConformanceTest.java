package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a failure leads to, and in which order nodes run: deps, failure strategies, the limit of what runs at once. Each
 * test is named for the row it pins down, and commands are played: {@link Scenario}.
 */
class FailureConformanceTest {
    static final String TWO_BRANCHES = """
        name: t
        failure_options: {strategy: %s}
        entry_points:
          L: {command: ok 100}
          F: {command: fail 10}
          X: {command: ok 1, deps: L}
          Y: {command: ok 1, deps: F}
          D:
            entry_points:
              s1: {command: ok 100}
              s2: {command: ok 1, deps: s1}
              inner:
                deps: s1
                entry_points:
                  i: {command: ok 1}
        post_process:
          m: {command: ok 1}
        """;

    static final String NESTED_FAILURE = """
        name: t
        failure_options: {strategy: %s}
        entry_points:
          S:
            entry_points:
              s1: {command: fail 5}
              s2: {command: ok 1, deps: s1}
              s3: {command: ok 50}
              s4: {command: ok 1, deps: s3}
          ok: {command: ok 50}
          after: {command: ok 1, deps: S}
        """;

    static final String FAILING_LOOP = """
        name: t
        failure_options: {strategy: %s}
        entry_points:
          loop:
            command: "{{PF_LOOP_ARGUMENT}}"
            loop_argument: [ok 1, fail 5, ok 50]
          after: {command: ok 1, deps: loop}
        """;

    @Test
    void b01StepsRunInOrderOfTheirDeps() {
        World world = scenario("""
            name: t
            entry_points:
              c: {command: ok 1, deps: b}
              b: {command: ok 1, deps: a}
              a: {command: ok 1}
            """).play();
        assertThat(world.starts()).extracting(World.Start::path).containsExactly("a", "b", "c");
        assertThat(world.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void b02FailFastStopsWhatRunsAndCancelsWhatDoesNot() {
        World world = scenario(TWO_BRANCHES.formatted("fail_fast")).play();
        assertThat(world.statuses())
                .isEqualTo(Map.of(
                        "F", "failed",
                        "L", "terminated",
                        "D", "terminated",
                        "D.s1", "terminated",
                        "D.s2", "cancelled",
                        "D.inner", "cancelled",
                        "X", "cancelled",
                        "Y", "cancelled",
                        "m", "succeeded"));
        assertThat(world.run().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void b03ContinueCancelsOnlyWhatDependsOnTheFailure() {
        World world = scenario(TWO_BRANCHES.formatted("continue")).play();
        assertThat(world.statuses())
                .containsEntry("F", "failed")
                .containsEntry("Y", "cancelled")
                .containsEntry("L", "succeeded")
                .containsEntry("X", "succeeded")
                .containsEntry("D.inner.i", "succeeded")
                .containsEntry("m", "succeeded");
        assertThat(world.run().status()).isEqualTo(RunStatus.FAILED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        B04 fail_fast, fail_fast, S=failed S.s1=failed S.s2=cancelled S.s3=terminated S.s4=cancelled ok=terminated after=cancelled
        B05 continue,  continue,  S=failed S.s1=failed S.s2=cancelled S.s3=succeeded S.s4=succeeded ok=succeeded after=cancelled
        """)
    void aFailureInADagReachesWhatTheStrategySays(String row, String strategy, String expected) {
        World world = scenario(NESTED_FAILURE.formatted(strategy)).play();
        assertThat(Scenario.text(world.statuses())).isEqualTo(Scenario.sorted(expected));
        assertThat(world.run().status()).isEqualTo(RunStatus.FAILED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
        B06 continue,  continue,  loop=succeeded loop-1=failed loop-2=succeeded after=cancelled
        B07 fail_fast, fail_fast, loop=succeeded loop-1=failed loop-2=terminated after=cancelled
        """)
    void aFailedIterationIsAFailedNode(String row, String strategy, String expected) {
        World world = scenario(FAILING_LOOP.formatted(strategy)).play();
        assertThat(Scenario.text(world.statuses())).isEqualTo(Scenario.sorted(expected));
        assertThat(world.run().status()).isEqualTo(RunStatus.FAILED);
    }

    @ParameterizedTest(name = "B08 a loop over {0} leaves {1} cancelled records")
    @CsvSource(delimiter = '|', textBlock = """
        [a, b, c]        | 3
        '["a","b","c"]'  | 1
        "{{list}}"       | 1
        """)
    void b08CancelledLoops(String loop, int records) {
        World world = scenario("""
            name: t
            entry_points:
              F: {command: fail 1}
              n:
                deps: F
                command: ok 1
                parameters: {list: [a, b, c]}
                loop_argument: %s
            """.formatted(loop.startsWith("[\"") ? "'" + loop + "'" : loop))
                .play();
        assertThat(world.statuses().values()).filteredOn("cancelled"::equals).hasSize(records);
    }

    @Test
    void b42ParallelismBoundsWhatRunsAtOnce() {
        World world = scenario("""
            name: t
            parallelism: 2
            entry_points:
              l: {command: ok 300, loop_argument: [1, 2, 3, 4, 5, 6]}
            """).play();
        assertThat(world.mostAtOnce).isEqualTo(2);
        assertThat(world.starts())
                .extracting(start -> start.after().toMillis())
                .containsExactly(0L, 0L, 300L, 300L, 600L, 600L);
    }

    @ParameterizedTest(name = "{0} nodes allowed: {1}")
    @CsvSource({"4, succeeded", "3, failed"})
    void aRunHasNoMoreNodesThanItMay(int limit, String expected) {
        World world = scenario("{name: t, entry_points: {l: {command: ok 1, loop_argument: [1, 2, 3]}}}")
                .atMost(limit)
                .play();
        assertThat(world.statuses()).containsEntry("l", expected);
    }

    @ParameterizedTest(name = "{0} of 12 fail")
    @CsvSource(delimiter = '|', textBlock = """
        1  | 1 node in it failed  | d.l: exit code 1
        2  | 2 nodes in it failed | d.l: exit code 1; d.l-1: exit code 1
        5  | 5 nodes in it failed | d.l-3: exit code 1; d.l-4: exit code 1
        6  | 6 nodes in it failed | d.l-4: exit code 1; and 1 more
        """)
    void aRunSaysWhatFailedInItAndNamesFive(int failures, String dag, String end) {
        List<String> items = IntStream.range(0, 12)
                .mapToObj(i -> i < failures ? "fail 1" : "ok 1")
                .toList();
        World world = scenario("""
            name: t
            failure_options: {strategy: continue}
            entry_points:
              d:
                entry_points:
                  l: {command: "{{PF_LOOP_ARGUMENT}}", loop_argument: [%s]}
            """.formatted(String.join(", ", items))).play();
        assertThat(world.message("d")).isEqualTo(dag);
        assertThat(world.run().message()).endsWith(end);
    }
}
