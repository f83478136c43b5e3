package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which nodes are skipped: disabled ones, and those whose condition is false. Each test is named for the row it pins
 * down, and commands are played: {@link Scenario}.
 */
class ConditionConformanceTest {
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

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"5, succeeded", "1, skipped"})
    void aConditionOfADagReadsAnArtifactBesideParameters(String content, String expected) {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              w: {command: ok 1, artifacts: {output: [o]}}
              d:
                deps: w
                parameters: {p: 4}
                artifacts: {input: {i: "{{w.o}}"}}
                condition: "{{i}} > 3 && {{p}} > 3"
                entry_points:
                  s: {command: ok 1}
            """).file("o", content).play();
        assertThat(world.statuses()).containsEntry("d", expected);
    }
}
