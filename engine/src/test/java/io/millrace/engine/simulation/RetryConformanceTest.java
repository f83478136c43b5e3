package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.FailureConformanceTest.FAILING_LOOP;
import static io.millrace.engine.simulation.FailureConformanceTest.NESTED_FAILURE;
import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunStatus;
import org.junit.jupiter.api.Test;

/**
 * What a retry keeps of the earlier run, and what it runs again. Each test is named for the row it pins down, and
 * commands are played: {@link Scenario}.
 */
class RetryConformanceTest {
    @Test
    void b57ARetryKeepsWhatSucceededAndRunsTheRest() {
        Scenario scenario = scenario(NESTED_FAILURE.formatted("continue") + "post_process: {m: {command: ok 1}}\n");
        World first = scenario.play();
        World second = scenario.with("S.s1", Behaviour.ok(1)).retry(first).play();
        assertThat(second.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(second.starts())
                .extracting(World.Start::path)
                .containsExactlyInAnyOrder("S.s1", "S.s2", "after", "m");
        assertThat(Scenario.keptJob(second, "ok")).isEqualTo(first.spec("ok").jobId());
        assertThat(Scenario.keptJob(second, "S.s3"))
                .isEqualTo(first.spec("S.s3").jobId());
        assertThat(first.run().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void b58ARetryRunsTheMissingIterationsOnly() {
        Scenario scenario = scenario(FAILING_LOOP.formatted("continue"));
        World second = scenario.with("loop-1", Behaviour.ok(1))
                .retry(scenario(FAILING_LOOP.formatted("continue")).play())
                .play();
        assertThat(second.starts()).extracting(World.Start::path).containsExactly("loop-1", "after");
        assertThat(second.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aRetryGoesOverTheItemsOfTheEarlierRun() {
        String pipeline = """
            name: t
            fs_options: {main_fs: {name: main}}
            failure_options: {strategy: continue}
            entry_points:
              w: {command: ok 1, artifacts: {output: [list]}}
              l:
                deps: w
                command: "ok 1 {{PF_LOOP_ARGUMENT}}"
                artifacts: {input: {i: "{{w.list}}"}}
                loop_argument: "{{i}}"
            """;
        World first = scenario(pipeline)
                .file("list", "[7, 8]")
                .with("l-1", Behaviour.fails(1))
                .play();
        World second = scenario(pipeline).file("list", "[1, 2, 3]").retry(first).play();
        assertThat(second.starts()).extracting(World.Start::path).containsExactly("l-1");
        assertThat(second.spec("l-1").command()).isEqualTo("ok 1 8");
    }

    @Test
    void b60ARetryAfterAFailedPostStepRunsOnlyThat() {
        Scenario scenario = scenario("""
            name: t
            entry_points: {a: {command: ok 1}}
            post_process: {m: {command: fail 1}}
            """);
        World second =
                scenario.with("m", Behaviour.ok(1)).retry(scenario.play()).play();
        assertThat(second.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(second.starts()).extracting(World.Start::path).containsExactly("m");
    }

    private static final String PARTLY_DONE = """
        name: t
        fs_options: {main_fs: {name: main}}
        failure_options: {strategy: continue}
        entry_points:
          w: {command: ok 1, artifacts: {output: [list]}}
          d:
            deps: w
            artifacts: {input: {i: "{{w.list}}"}}
            %s
            entry_points:
              e:
                entry_points:
                  x: {command: ok 1}
                  y: {command: fail 1, deps: x}
        """;

    @Test
    void aRetryEntersTheIterationsThatHadResultsWhateverTheListSaysNow() {
        Scenario first =
                scenario(PARTLY_DONE.formatted("loop_argument: \"{{i}}\"")).file("list", "[7, 8]");
        Scenario again =
                scenario(PARTLY_DONE.formatted("loop_argument: \"{{i}}\"")).file("list", "[1, 2, 3]");
        World second = again.retry(first.play()).play();
        assertThat(second.starts()).extracting(World.Start::path).containsExactly("d.e.y", "d-1.e.y");
    }

    @Test
    void aRetryEntersADagWithResultsWhateverItsConditionReadsNow() {
        Scenario first =
                scenario(PARTLY_DONE.formatted("condition: \"{{i}} > 3\"")).file("list", "5");
        Scenario again =
                scenario(PARTLY_DONE.formatted("condition: \"{{i}} > 3\"")).file("list", "1");
        World second = again.retry(first.play()).play();
        assertThat(second.starts()).extracting(World.Start::path).containsExactly("d.e.y");
    }

    @Test
    void aRetryReadsTheOutputsOfTheEarlierRun() {
        Scenario scenario = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            failure_options: {strategy: continue}
            entry_points:
              w: {command: ok 1, artifacts: {output: [o]}}
              no: {command: ok 1, condition: 1 > 2}
              s: {command: fail 1, deps: "w, no", artifacts: {input: {i: "{{w.o}}"}}}
            """);
        World first = scenario.play();
        World second = scenario.with("s", Behaviour.ok(1)).retry(first).play();
        World third = scenario.retry(second).play();
        assertThat(second.env("s", "PF_INPUT_ARTIFACT_I"))
                .isEqualTo(first.env("w", "PF_OUTPUT_ARTIFACT_O"))
                .contains("run-000001");
        assertThat(Scenario.keptJob(second, "no"))
                .as("a skipped step has no job")
                .isEmpty();
        assertThat(third.starts()).isEmpty();
    }
}
