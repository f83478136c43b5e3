package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.executor.local.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> args = new ArrayList<>(List.of("run", "storages.yaml"));
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
        List<String> args = new ArrayList<>(List.of("run", "storages.yaml"));
        args.addAll(List.of(FOLDERS));
        Process process = user.start(cli, args);
        assertThat(Cli.await(process))
                .as(cli.read("out.txt") + cli.read("err.txt"))
                .isZero();
        assertSquared();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theExampleWithSeveralStoragesRunsAndLeavesNoTrace(boolean asOrdinaryUser) throws Exception {
        needsSandbox();
        Path example = Path.of("..", "examples", "language", "multiple-fs.yaml").toAbsolutePath();
        Files.copy(example, folder.resolve("multiple-fs.yaml"));
        for (String file : List.of("images/one.png", "images/two.png", "models/keep", "work/experiments/keep")) {
            cli.write(file, "");
        }
        List<String> args = List.of(
                "run", "multiple-fs.yaml", "--fs", "images=images", "--fs", "models=models", "--fs", "work=work");
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        Process process = asOrdinaryUser
                ? OtherUser.of(folder).start(cli, args)
                : cli.start(List.of(), args.toArray(String[]::new));
        assertThat(Cli.await(process))
                .as(cli.read("out.txt") + cli.read("err.txt"))
                .isZero();
        assertThat(cli.read("models/number").strip()).isEqualTo("2");
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
        for (String path : List.of("/data/images", "/data/models", "/work/.pipeline")) {
            assertThat(Path.of(path)).doesNotExist();
        }
    }

    private static final String LONG = """
            name: long
            entry_points:
              train:
                command: |
                  (setsid sh -c 'trap "" TERM; while :; do sleep 1; done' &)
                  echo begin; echo $$ > /millrace-shared/begun
                  while ! test -e /millrace-shared/go; do sleep 0.05; done
                  echo end; exit 7
                extra_fs: [{name: shared, mount_path: /millrace-shared}]
            """;

    private void awaitBegin() {
        Conditions.await(() -> Files.exists(folder.resolve("shared/begun")));
    }

    /** Commands of processes that carry the mark of an attempt of this home; root sees those of all users. */
    private List<String> processesOfSteps() {
        String mark = "MILLRACE_ATTEMPT=" + cli.home();
        return ProcessHandle.allProcesses()
                .filter(process -> read("/proc/" + process.pid() + "/environ").contains(mark))
                .map(process -> process.pid() + " " + read("/proc/" + process.pid() + "/cmdline"))
                .toList();
    }

    private static String read(String file) {
        try {
            return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aSandboxedStepOutlivesMillraceAndIsAdopted() throws Exception {
        needsSandbox();
        cli.write("long.yaml", LONG);
        Process process = cli.start(List.of(), "run", "long.yaml", "--fs", "shared=shared");
        awaitBegin();
        process.destroyForcibly();
        Cli.await(process);
        assertThat(processesOfSteps()).isNotEmpty();
        cli.write("shared/go", "");
        assertThat(cli.run("resume").out()).contains("exit code 7");
        assertThat(cli.run("logs", "run-000001", "train").out()).isEqualTo("begin\nend\n");
        assertThat(processesOfSteps()).isEmpty();
    }

    @Test
    void stoppingEndsAllThatIsInTheSandboxOfAnOrdinaryUserToo() throws Exception {
        needsSandbox();
        cli.write("long.yaml", LONG);
        OtherUser user = OtherUser.of(folder);
        Process process = user.start(cli, List.of("run", "long.yaml", "--fs", "shared=shared", "--grace", "1"));
        awaitBegin();
        assertThat(processesOfSteps()).isNotEmpty();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(Cli.await(process))
                .as(cli.read("out.txt") + cli.read("err.txt"))
                .isEqualTo(130);
        assertThat(processesOfSteps()).isEmpty();
    }

    @Test
    void limitsOnResourcesAreToldInTheRecord() {
        cli.write("limits.yaml", """
                name: limits
                entry_points:
                  greedy:
                    command: dd if=/dev/zero of=/dev/null bs=200M count=1
                    resources: {cpu: 0.5, memory: 64Mi}
                """);
        assertThat(cli.run("run", "limits.yaml").code()).isEqualTo(1);
        assertThat(cli.run("runs", "show", "run-000001", "-o", "json").out())
                .containsPattern("\"cpu\" : \"(cgroup|none)\"")
                .containsPattern("\"memory\" : \"(cgroup|prlimit)\"");
    }

    @Test
    void aRetryThatCannotRunHereIsRefusedToo() {
        needsSandbox();
        cli.write("fails.yaml", """
                name: fails
                entry_points: {s: {command: exit 1, extra_fs: [{name: shared, mount_path: /millrace-shared}]}}
                """);
        assertThat(cli.run("run", "fails.yaml", "--fs", "shared=shared").code()).isEqualTo(1);
        assertThat(cli.run("retry", "run-000001", "--sandbox", "never").err()).contains("step 's' cannot run here");
        assertThat(cli.run("runs", "list").out()).doesNotContain("run-000002");
        assertThat(cli.run("retry", "run-000001").code()).isEqualTo(1);
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
