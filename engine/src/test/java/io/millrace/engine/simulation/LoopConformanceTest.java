package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What loops go over, and what becomes of the outputs of their iterations. Each test is named for the row it pins down,
 * and commands are played: {@link Scenario}.
 */
class LoopConformanceTest {
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
    void theFirstNodeOfADagLoopsOverAnArtifactOfItsDag() {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              w: {command: ok 1, artifacts: {output: [list]}}
              d:
                deps: w
                artifacts: {input: {i: "{{w.list}}"}}
                entry_points:
                  l:
                    command: "ok 1 {{PF_LOOP_ARGUMENT}}"
                    artifacts: {input: {i: "{{PF_PARENT.i}}"}}
                    loop_argument: "{{i}}"
            """).file("list", "[7, 8]").play();
        assertThat(world.spec("d.l-1").command()).isEqualTo("ok 1 8");
    }

    @Test
    void parametersOfAnIterationAreMadeOfItsItem() {
        World world = scenario("""
            name: t
            entry_points:
              l:
                command: "ok 1 {{p}} {{q}}"
                parameters: {p: "<{{PF_LOOP_ARGUMENT}}>", q: same}
                loop_argument: [a, b]
            """).play();
        assertThat(world.spec("l").command()).isEqualTo("ok 1 <a> same");
        assertThat(world.spec("l-1").command()).isEqualTo("ok 1 <b> same");
    }

    @Test
    void anItemThatDoesNotFitAParameterFailsTheLoopBeforeItBegins() {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              w: {command: ok 1, artifacts: {output: [list]}}
              l:
                deps: w
                command: "ok 1 {{p}}"
                parameters: {p: {type: int, default: "{{PF_LOOP_ARGUMENT}}"}}
                artifacts: {input: {i: "{{w.list}}"}}
                loop_argument: "{{i}}"
            """).file("list", "[1, \"x\"]").play();
        assertThat(world.message("l")).isEqualTo("parameter 'p' must be of type int, but is 'x'");
        assertThat(world.starts()).extracting(World.Start::path).containsExactly("w");
    }
}
