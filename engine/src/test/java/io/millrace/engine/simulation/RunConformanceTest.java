package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunStatus;
import io.millrace.pipeline.request.CompileRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How runs behave, row by row: each test is named for the row it pins down. Commands are played: {@code ok 20} succeeds
 * after 20 ms, {@code fail 5} fails after 5 ms.
 */
class RunConformanceTest {
    private static final String TWO_BRANCHES = """
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

    private static final String NESTED_FAILURE = """
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

    private static final String FAILING_LOOP = """
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

    @Test
    void b17EverythingDisabledSucceeds() {
        World world = scenario("""
            name: t
            disabled: a,d,m
            entry_points:
              a: {command: ok 1}
              d: {entry_points: {b: {command: ok 1}}}
            post_process:
              m: {command: ok 1}
            """).play();
        assertThat(world.statuses()).isEqualTo(Map.of("a", "skipped", "d", "skipped", "m", "skipped"));
        assertThat(world.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void b18ADisabledLoopingDagIsSkippedOnceAnIteration() {
        World world = scenario("""
            name: t
            disabled: d
            entry_points:
              d: {loop_argument: [1, 2], entry_points: {b: {command: ok 1}}}
            """).play();
        assertThat(world.statuses()).isEqualTo(Map.of("d", "skipped", "d-1", "skipped"));
    }

    @Test
    void b19WhatDependsOnADisabledStepRuns() {
        World world = scenario("""
            name: t
            disabled: s1
            entry_points:
              s1: {command: fail 1}
              s2: {command: ok 1, deps: s1}
            """).play();
        assertThat(world.statuses()).isEqualTo(Map.of("s1", "skipped", "s2", "succeeded"));
    }

    @Test
    void b20DisabledComesBeforeTheCondition() {
        World world = scenario("""
            name: t
            disabled: s
            entry_points:
              s: {command: ok 1, condition: 1 < 2}
            """).play();
        assertThat(world.statuses()).isEqualTo(Map.of("s", "skipped"));
        assertThat(world.message("s")).isEqualTo("disabled");
    }

    @ParameterizedTest(name = "{0}: {1} with a={2}, b={3} is {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        B21 | {{a}} == {{b}}                    | 10   | '10' | succeeded
        B22 | '10' == 10                        | 1    | 1    | skipped
        B23 | {{a}} > 5                         | abc  | 1    | failed
        B24 | {{a}} == 'abc'                    | ''   | 1    | failed
        B25 | {{PF_RUN_ID}} == 'run-000001'     | 1    | 1    | failed
        B25 | '{{PF_RUN_ID}}' == 'run-000001'   | 1    | 1    | succeeded
        B26 | '9' > '10'                        | 1    | 1    | succeeded
        B26 | {{a}} > {{b}}                     | 9    | 10   | skipped
        B27 | {{a}} + 1                         | 1    | 1    | failed
        B28 | {{a}} in ('x','y')                | x    | 1    | succeeded
        B28 | 'abc' =~ '^a'                     | 1    | 1    | succeeded
        B28 | 1 < 2 ? true : false              | 1    | 1    | succeeded
        """)
    void conditions(String row, String condition, String a, String b, String expected) {
        World world = scenario("""
            name: t
            entry_points:
              s:
                command: ok 1
                parameters: {a: %s, b: %s}
                condition: "%s"
            """.formatted(a, b, condition)).play();
        assertThat(world.statuses()).containsEntry("s", expected);
    }

    private static String withArtifact(String node) {
        return """
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              w: {command: ok 1, artifacts: {output: [o]}}
              s:
                deps: w
                command: ok 1
                artifacts: {input: {i: "{{w.o}}"}}
                %s
            """.formatted(node);
    }

    @Test
    void b29AConditionReadsAnArtifact() {
        World world = scenario(withArtifact("condition: \"{{i}} > 3\""))
                .file("o", "5")
                .play();
        assertThat(world.statuses()).containsEntry("s", "succeeded");
    }

    @Test
    void aConditionWaitsForAllOfItsArtifacts() {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              w: {command: ok 1, artifacts: {output: [o, q]}}
              s:
                deps: w
                command: ok 1
                artifacts: {input: {i: "{{w.o}}", j: "{{w.q}}"}}
                condition: "{{i}} > 3 && {{j}} > 3"
            """).file("o", "5").file("q", "4").play();
        assertThat(world.statuses()).containsEntry("s", "succeeded");
    }

    @ParameterizedTest(name = "{0} nodes allowed: {1}")
    @CsvSource({"4, succeeded", "3, failed"})
    void aRunHasNoMoreNodesThanItMay(int limit, String expected) {
        World world = scenario("{name: t, entry_points: {l: {command: ok 1, loop_argument: [1, 2, 3]}}}")
                .atMost(limit)
                .play();
        assertThat(world.statuses()).containsEntry("l", expected);
    }

    @ParameterizedTest(name = "B30 {0} of {1} bytes: {2}")
    @CsvSource(textBlock = """
        condition, 1023,    succeeded
        condition, 1024,    failed
        loop,      1048575, succeeded
        loop,      1048576, failed
        """)
    void b30LimitsOfFilesAreStrict(String use, int size, String expected) {
        boolean condition = use.equals("condition");
        String text = condition ? "x".repeat(size) : "[" + " ".repeat(size - 3) + "1]";
        World world = scenario(withArtifact(condition ? "condition: \"'{{i}}' != 'y'\"" : "loop_argument: \"{{i}}\""))
                .file("o", text)
                .play();
        assertThat(world.statuses()).containsEntry("s", expected);
    }

    @Test
    void b31AConditionSkipsSingleIterations() {
        World world = scenario("""
            name: t
            entry_points:
              l: {command: ok 1, loop_argument: [1, 2, 3], condition: "{{PF_LOOP_ARGUMENT}} > 1"}
              j: {command: ok 1, deps: l}
            """).play();
        assertThat(world.statuses())
                .isEqualTo(Map.of("l", "skipped", "l-1", "succeeded", "l-2", "succeeded", "j", "succeeded"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        B32 list      | [1, 1000000, "x y", [1,2], 2.5]
        B33 JSON text | '[1, 1000000, "x y", [1,2], 2.5]'
        """)
    void loopItemsAsText(String row, String items) {
        World world = scenario("""
            name: t
            entry_points:
              l: {command: "ok 1 {{PF_LOOP_ARGUMENT}}", loop_argument: %s}
            """.formatted(items)).play();
        assertThat(world.starts())
                .extracting(start -> start.spec().env().get("PF_LOOP_ARGUMENT"))
                .containsExactly("1", "1000000", "x y", "[1 2]", "2.5");
        assertThat(world.spec("l-3").command()).isEqualTo("ok 1 [1 2]");
    }

    @Test
    void b34ChildrenSeeTheElementOfTheirDagThroughParametersOnly() {
        World world = scenario("""
            name: t
            entry_points:
              d:
                loop_argument: [A, B]
                entry_points:
                  c: {command: "ok 1 {{q}}", parameters: {q: "{{PF_PARENT.PF_LOOP_ARGUMENT}}"}}
            """).play();
        assertThat(world.spec("d.c").command()).isEqualTo("ok 1 A");
        assertThat(world.spec("d-1.c").command()).isEqualTo("ok 1 B");
        assertThat(world.spec("d.c").env()).containsEntry("PF_LOOP_ARGUMENT", "");
    }

    @Test
    void b35LoopsInLoopsMultiply() {
        World world = scenario("""
            name: t
            entry_points:
              d:
                loop_argument: [A, B]
                entry_points:
                  c: {command: ok 1, loop_argument: [7, 8]}
            """).play();
        assertThat(world.starts())
                .extracting(World.Start::path)
                .containsExactlyInAnyOrder("d.c", "d.c-1", "d-1.c", "d-1.c-1");
    }

    private static final String AGGREGATION = """
        name: t
        fs_options: {main_fs: {name: main}}
        entry_points:
          w: {command: ok 1, artifacts: {output: [list]}}
          l:
            deps: w
            command: "ok 1 {{o}}"
            artifacts: {input: {i: "{{w.list}}"}, output: [o]}
            loop_argument: "{{i}}"
          agg:
            deps: l
            command: "ok 1 {{all}}"
            artifacts: {input: {all: "{{l.o}}"}}
        """;

    @Test
    void b36OutputsOfALoopAreJoinedInOrder() {
        World world = scenario(AGGREGATION).file("list", "[1,2]").play();
        String paths = world.env("agg", "PF_INPUT_ARTIFACT_ALL");
        assertThat(paths.split(",")).hasSize(2).allMatch(path -> path.startsWith("/data/main/.pipeline/"));
        assertThat(paths)
                .isEqualTo(world.env("l", "PF_OUTPUT_ARTIFACT_O") + "," + world.env("l-1", "PF_OUTPUT_ARTIFACT_O"));
        assertThat(world.spec("agg").command()).isEqualTo("ok 1 " + paths);
    }

    @Test
    void b37OutputsOfNestedLoopsAreFlattenedInOrder() {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              d:
                loop_argument: [1, 2]
                artifacts: {output: {all: "{{c.o}}"}}
                entry_points:
                  c: {command: ok 1, loop_argument: [a, b], artifacts: {output: [o]}}
              agg: {deps: d, command: ok 1, artifacts: {input: {i: "{{d.all}}"}}}
            """).play();
        assertThat(List.of(world.env("agg", "PF_INPUT_ARTIFACT_I").split(",")))
                .isEqualTo(List.of("d.c", "d.c-1", "d-1.c", "d-1.c-1").stream()
                        .map(path -> world.env(path, "PF_OUTPUT_ARTIFACT_O"))
                        .toList());
    }

    @Test
    void b38AJoinedArtifactCannotBeLoopedOver() {
        World world = scenario(AGGREGATION.replace(
                        "command: \"ok 1 {{all}}\"", "command: ok 1\n    loop_argument: \"{{all}}\""))
                .file("list", "[1,2]")
                .play();
        assertThat(world.statuses()).containsEntry("agg", "failed");
    }

    @ParameterizedTest(name = "B39 {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        notalist
        5
        '{"a":1}'
        """)
    void b39ALoopOverNoListFails(String value) {
        World world = scenario("""
            name: t
            entry_points:
              l: {command: ok 1, parameters: {p: %s}, loop_argument: "{{p}}"}
            """.formatted(value)).play();
        assertThat(world.statuses()).isEqualTo(Map.of("l", "failed"));
    }

    @Test
    void b40ItemsOfAParameterAreTakenAsTheyCome() {
        World world = scenario("""
            name: t
            entry_points:
              l: {command: ok 1, parameters: {p: '[{"a":1}, true, null]'}, loop_argument: "{{p}}"}
            """).play();
        assertThat(world.statuses())
                .hasSize(3)
                .allSatisfy((path, status) -> assertThat(status).isEqualTo("succeeded"));
    }

    @Test
    void b41AnEmptyLoopIsSkippedAndWhatDependsOnItRuns() {
        World world = scenario("""
            name: t
            entry_points:
              l: {command: ok 1, loop_argument: []}
              j: {command: ok 1, deps: l}
            """).play();
        assertThat(world.statuses()).isEqualTo(Map.of("l", "skipped", "j", "succeeded"));
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

    @Test
    void b43PathsOfArtifactsAreDerivedFromTheirNames() {
        World world = scenario("""
            name: artifact_example
            fs_options: {main_fs: {name: main}}
            entry_points:
              preprocess: {command: ok 1, artifacts: {output: [train]}}
            """).play();
        assertThat(world.spec("preprocess").outputs())
                .containsExactly(".pipeline/run-000001/artifact_example/"
                        + "preprocess-0-037175363b6ef656300d85b2821919a1/train");
    }

    @Test
    void b44SubPathIsPartOfTheStoragePathAndNotOfTheMountedOne() {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main, sub_path: sub/dir, mount_path: /mnt/x/}}
            entry_points:
              s: {command: ok 1, artifacts: {output: [o]}}
            """).play();
        assertThat(world.spec("s").outputs().getFirst()).startsWith("sub/dir/.pipeline/run-000001/");
        assertThat(world.env("s", "PF_OUTPUT_ARTIFACT_O")).startsWith("/mnt/x/.pipeline/run-000001/");
        assertThat(world.spec("s").workDir()).contains("/mnt/x");
    }

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

    @Test
    void b61SystemVariablesWinOverTheEnvOfTheStep() {
        World world = scenario("""
            name: t
            entry_points:
              s: {command: ok 1, env: {PF_RUN_ID: x, A: 1.5, B: 3}}
            """).play();
        assertThat(world.spec("s").env())
                .containsEntry("PF_RUN_ID", "run-000001")
                .containsEntry("A", "1.5")
                .containsEntry("B", "3")
                .containsEntry("PF_STEP_NAME", "s")
                .containsEntry("PF_USER_NAME", "root");
    }

    @ParameterizedTest(name = "B62 PF_MOUNT_PATH {0}")
    @CsvSource(textBlock = """
        '{}',                      /data/main
        '{PF_MOUNT_PATH: none}',
        """)
    void b62StepsStartInTheMainStorageUnlessToldOtherwise(String env, String workDir) {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              s: {command: ls, env: %s}
            """.formatted(env)).play();
        assertThat(world.spec("s").workDir()).isEqualTo(Optional.ofNullable(workDir));
        assertThat(Optional.ofNullable(world.spec("s").env().get("PF_WORK_DIR")))
                .isEqualTo(Optional.ofNullable(workDir));
    }

    @Test
    void b63WithoutAMainStorageTheFirstExtraOneIsTheFolder() {
        World world = scenario("""
            name: t
            fs_options: {extra_fs: [{name: B}]}
            entry_points:
              s: {command: ls, extra_fs: [{name: A, mount_path: /a}]}
            """).play();
        assertThat(world.spec("s").mounts())
                .extracting(mount -> mount.storage())
                .containsExactly("A", "B");
        assertThat(world.spec("s").workDir()).contains("/a");
    }

    @Test
    void b64AReferenceOverridesParametersOfItsComponent() {
        World world = scenario("""
            name: t
            entry_points:
              ref: {reference: {component: c}, parameters: {p: 9}}
              next: {deps: ref, command: "ok 1 {{q}}", parameters: {q: "{{ref.s}}"}}
            components:
              c: {command: "ok 1 {{p}} {{s}}", parameters: {p: 1, s: sss}}
            """).play();
        assertThat(world.spec("ref").command()).isEqualTo("ok 1 9 sss");
        assertThat(world.spec("next").command()).isEqualTo("ok 1 sss");
    }

    @Test
    void b65NumbersAndListsInCommands() {
        World world = scenario("""
            name: t
            entry_points:
              s: {command: "ok 1 {{f}} {{l}}", parameters: {f: 12345678.9, l: [1, a, [2]]}}
            """).play();
        assertThat(world.spec("s").command()).isEqualTo("ok 1 12345678.9 [1 a [2]]");
    }

    @Test
    void b66AListKeepsItsTypeThroughParameters() {
        World world = scenario("""
            name: t
            entry_points:
              a: {command: ok 1, parameters: {l: [1, 2]}}
              b: {deps: a, command: "ok 1 {{t}}", parameters: {q: "{{a.l}}", t: "pre-{{a.l}}"}, loop_argument: "{{q}}"}
            """).play();
        assertThat(world.starts()).extracting(World.Start::path).containsExactly("a", "b", "b-1");
        assertThat(world.spec("b").command()).isEqualTo("ok 1 pre-[1 2]");
    }

    @Test
    void b71StepNameInAParameter() {
        World world = scenario("""
            name: t
            entry_points:
              s: {command: "ok 1 {{p}}", parameters: {p: "{{PF_STEP_NAME}}"}}
            """).play();
        assertThat(world.spec("s").command()).isEqualTo("ok 1 s");
    }

    @Test
    void b73ADagHandsTheOutputOfItsChildOn() {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              d:
                artifacts: {output: {out: "{{c.o}}"}}
                entry_points:
                  c: {command: ok 1, artifacts: {output: [o]}}
              r: {deps: d, command: "ok 1 {{i}}", artifacts: {input: {i: "{{d.out}}"}}}
            """).play();
        assertThat(world.spec("r").command()).isEqualTo("ok 1 " + world.env("d.c", "PF_OUTPUT_ARTIFACT_O"));
    }

    @Test
    void b74NumbersAreReadAsYaml11ReadsThem() {
        World world = scenario("""
            name: t
            entry_points:
              s: {command: "ok 1 {{a}} {{b}} {{c}} {{d}}", parameters: {a: 010, b: 1_000, c: 1.0, d: 1.10}}
            """).play();
        assertThat(world.spec("s").command()).isEqualTo("ok 1 8 1000 1 1.1");
    }

    @ParameterizedTest(name = "B67 {0}: {1}")
    @CsvSource(textBlock = """
        PF_JOB_TYPE,     cluster, 'jobs here are ''single'''
        PF_JOB_PRIORITY, urgent,  'it can be LOW, NORMAL or HIGH'
        """)
    void b67AJobThatSaysNonsenseOfItselfFails(String variable, String value, String remedy) {
        World world = scenario("""
            name: t
            failure_options: {strategy: continue}
            entry_points:
              s: {command: ok 1, parameters: {p: %s}, env: {%s: "{{p}}"}}
              after: {command: ok 1, deps: s}
              other: {command: ok 1, env: {PF_JOB_TYPE: vcjob, PF_JOB_PRIORITY: high}}
            """.formatted(value, variable)).play();
        assertThat(world.statuses()).isEqualTo(Map.of("s", "failed", "after", "cancelled", "other", "succeeded"));
        assertThat(world.run().message()).contains("%s is '%s'; %s".formatted(variable, value, remedy));
    }

    @Test
    void b72TheNameOfTheRequestIsInThePathsOfArtifacts() {
        World world =
                scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              preprocess: {command: ok 1, artifacts: {output: [train]}}
            """, CompileRequest.PLAIN.withName("artifact_example")).play();
        assertThat(world.spec("preprocess").outputs())
                .containsExactly(".pipeline/run-000001/artifact_example/"
                        + "preprocess-0-037175363b6ef656300d85b2821919a1/train");
    }
}
