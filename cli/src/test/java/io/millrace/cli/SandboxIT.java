package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.executor.local.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipelines whose storages are wanted at paths that this machine does not have. */
class SandboxIT {
    /** Several storages, one of them read-only, artifacts between steps, a DAG inside, a post-process step. */
    private static final String STORAGES = """
            name: storages
            fs_options:
              main_fs: {name: ppl, mount_path: /millrace-main/work, sub_path: sub}
              extra_fs:
                - {name: shared, mount_path: /millrace-shared, read_only: true}
            entry_points:
              randint:
                command: |
                  cat /millrace-shared/seed > {{number}}
                  echo "$PF_WORK_DIR $(pwd) $PF_OUTPUT_ARTIFACT_NUMBER" > where.txt
                  ! echo x 2>/dev/null > /millrace-shared/no
                extra_fs:
                  - {name: scratch, mount_path: /randint}
                artifacts: {output: [number]}
              square:
                deps: randint
                artifacts:
                  input: {number: "{{randint.number}}"}
                  output: {result: "{{compute.result}}"}
                entry_points:
                  compute:
                    command: n=$(cat {{number}}); echo $((n * n)) > {{result}}; echo $n >> /randint/seen
                    extra_fs:
                      - {name: scratch, mount_path: /randint}
                    artifacts:
                      input: {number: "{{PF_PARENT.number}}"}
                      output: [result]
              show:
                deps: square
                command: echo "the square is $(cat {{result}})"; ls -d /randint 2>/dev/null || echo no randint here
                artifacts: {input: {result: "{{square.result}}"}}
            post_process:
              after: {command: cp /millrace-shared/seed after.txt}
            """;

    private static final String[] FOLDERS = {"--fs", "ppl=ppl", "--fs", "shared=shared", "--fs", "scratch=scratch"};

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
        cli.write("storages.yaml", STORAGES);
        cli.write("shared/seed", "12\n");
        cli.write("ppl/keep", "");
        cli.write("scratch/keep", "");
    }

    private static void needsSandbox() {
        assumeThat(Sandbox.of(Sandbox.Mode.ALWAYS, true, "bwrap").missing())
                .as("skipped: no sandboxes here")
                .isEmpty();
    }

    private Cli.Result run(String... more) {
        List<String> args = new java.util.ArrayList<>(List.of("run", "storages.yaml"));
        args.addAll(List.of(FOLDERS));
        args.addAll(List.of(more));
        return cli.run(args.toArray(String[]::new));
    }

    @Test
    void storagesAreWhereThePipelineWantsThem() throws IOException {
        needsSandbox();
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        Cli.Result result = run();
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).as(result.out()).isZero();
        assertSquared();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
    }

    private void assertSquared() {
        assertThat(cli.run("logs", "run-000001", "show").out()).isEqualTo("the square is 144\nno randint here\n");
        assertThat(cli.read("scratch/seen")).isEqualTo("12\n");
        assertThat(cli.read("ppl/sub/after.txt")).isEqualTo("12\n");
        assertThat(cli.read("ppl/sub/where.txt"))
                .startsWith(
                        "/millrace-main/work /millrace-main/work /millrace-main/work/.pipeline/run-000001/storages/");
        for (String path : List.of("/millrace-main", "/millrace-shared", "/randint")) {
            assertThat(Path.of(path)).doesNotExist();
        }
    }

    @Test
    void anOrdinaryUserCanDoTheSame() throws Exception {
        needsSandbox();
        OtherUser user = OtherUser.of(folder);
        List<String> args = new java.util.ArrayList<>(List.of("run", "storages.yaml"));
        args.addAll(List.of(FOLDERS));
        Process process = user.start(cli, args);
        assertThat(Cli.await(process))
                .as(cli.read("out.txt") + cli.read("err.txt"))
                .isZero();
        assertSquared();
    }

    @Test
    void theRecordTellsWhichStepsWereSandboxed() {
        needsSandbox();
        cli.write("mixed.yaml", """
                name: mixed
                entry_points:
                  plain: {command: 'true'}
                  boxed: {command: 'true', deps: plain, extra_fs: [{name: scratch, mount_path: /randint}]}
                """);
        assertThat(cli.run("run", "mixed.yaml", "--fs", "scratch=scratch").code())
                .isZero();
        String json = cli.run("runs", "show", "run-000001", "-o", "json").out();
        assertThat(json).containsOnlyOnce("\"confinement\"").containsPattern("\"sandbox\" : true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bwrap=no-such-bwrap", "--sandbox=never"})
    void withoutASandboxTheRunIsRefusedBeforeItExists(String option) {
        Cli.Result result = run(option);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("step 'randint' cannot run here", "/millrace-")
                .contains(option.contains("never") ? "--sandbox never" : "install the package 'bubblewrap'");
        assertThat(cli.run("runs", "list").out()).contains("no runs");
    }

    @Test
    void aPipelineWithoutMountPathsNeedsNoSandbox() {
        cli.write("plain.yaml", """
                name: plain
                fs_options: {extra_fs: [{name: shared, read_only: true}]}
                entry_points: {s: {command: 'cat "$PF_WORK_DIR/seed"; ls'}}
                """);
        assertThat(cli.run("run", "plain.yaml", "--fs", "shared=shared", "--bwrap", "no-such-bwrap")
                        .code())
                .isZero();
    }

    @Test
    void allStepsCanBeSandboxedAndKeptFromTheNetwork() {
        needsSandbox();
        cli.write("net.yaml", "{name: net, entry_points: {s: {command: 'grep -c : /proc/net/dev'}}}");
        assertThat(cli.run("run", "net.yaml", "--no-network").code()).isZero();
        assertThat(cli.run("logs", "run-000001", "s").out()).isEqualTo("1\n");
        assertThat(cli.run("run", "net.yaml", "--sandbox", "always").code()).isZero();
        assertThat(cli.run("runs", "show", "run-000002", "-o", "json").out()).contains("\"sandbox\" : true");
        assertThat(cli.run("run", "net.yaml", "--no-network", "--sandbox", "never")
                        .err())
                .contains("--no-network needs the sandbox");
        assertThat(cli.run("run", "net.yaml", "--sandbox", "always", "--bwrap", "no-such-bwrap")
                        .err())
                .contains("install the package 'bubblewrap'");
    }
}
