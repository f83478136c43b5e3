package io.millrace.engine.simulation;

import static io.millrace.engine.simulation.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.SecretRef;
import io.millrace.pipeline.request.CompileRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a job gets: environment, working directory, paths of artifacts, parameters in its command. Each test is named
 * for the row it pins down, and commands are played: {@link Scenario}.
 */
class JobConformanceTest {
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

    @Test
    void idsOfJobsAreUniqueAndSayWhatTheyAreOf() {
        World world = scenario("""
            name: t
            entry_points:
              a: {entry_points: {S: {command: ok 1}}}
              b: {entry_points: {S: {command: ok 1, loop_argument: [1, 2]}}}
            """).play();
        assertThat(world.starts())
                .extracting(start -> start.spec().jobId())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("job-run-000001-s(-1)?-[0-9a-f]{8}"));
        assertThat(world.spec("b.S-1").jobId()).startsWith("job-run-000001-s-1-");
    }

    @Test
    void aMountSaysWhetherItsPathWasAskedFor() {
        World world = scenario("""
            name: t
            fs_options: {main_fs: {name: main}}
            entry_points:
              s: {command: ls, extra_fs: [{name: A, mount_path: /a, read_only: true}]}
            """).play();
        assertThat(world.spec("s").mounts())
                .extracting(mount -> mount.storage() + " " + mount.asked() + " " + mount.readOnly())
                .containsExactly("main false false", "A true true");
    }

    @Test
    void secretsAreNamesAndGiveWayToWhatAJobGetsAnyway() {
        World world = scenario("""
            name: t
            entry_points:
              s:
                command: ls
                env: {TOKEN: "{{secret.UPLOAD}}", PF_RUN_ID: "{{secret.OTHER}}", PLAIN: x}
            """).play();
        assertThat(world.spec("s").secrets()).isEqualTo(Map.of("TOKEN", new SecretRef("root", "UPLOAD")));
        assertThat(world.env("s", "PLAIN")).isEqualTo("x");
        assertThat(world.env("s", "PF_RUN_ID")).isEqualTo("run-000001");
    }
}
