package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {
    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    private static final String HANDOVER = """
            name: handover
            entry_points:
              write:
                command: echo "{{text}}" > {{note}}
                parameters: {text: hello}
                artifacts: {output: [note]}
              read:
                deps: write
                command: cat {{note}} > copy.txt; echo "run $PF_RUN_ID step $PF_STEP_NAME user $PF_USER_NAME"
                artifacts: {input: {note: "{{write.note}}"}}
            """;

    @Test
    void artifactsAndParametersReachTheSteps() {
        cli.write("pipeline.yaml", HANDOVER);
        Cli.Result result = cli.run("run", "pipeline.yaml", "-p", "text=good day");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(cli.read("copy.txt")).isEqualTo("good day\n");
        assertThat(result.out())
                .contains("run-000001")
                .contains("write  succeeded")
                .contains("outputs:");
        assertThat(cli.run("logs", "run-000001", "read").out()).contains("run run-000001 step read user tester");
    }

    @Test
    void aFailingStepIsNamedWithTheEndOfItsLog() {
        cli.write("pipeline.yaml", """
                name: broken
                entry_points:
                  ok: {command: echo fine}
                  bad: {command: "seq 1 30; echo it went wrong >&2; exit 3", deps: ok}
                  never: {command: echo x, deps: bad}
                """);
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("step bad failed: exit code 3")
                .contains("| 30")
                .contains("| it went wrong")
                .doesNotContain("| 10\n")
                .contains("millrace logs run-000001 bad");
        assertThat(cli.run("runs", "show", "run-000001").out())
                .containsPattern("never +cancelled")
                .containsPattern("ok +succeeded");
    }

    @Test
    void jsonOutputIsOneEventALine() {
        cli.write("pipeline.yaml", HANDOVER);
        Cli.Result result = cli.run("run", "pipeline.yaml", "-o", "json");
        assertThat(result.code()).isZero();
        assertThat(result.out().lines()).allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"));
        assertThat(result.out().lines().reduce("", (first, second) -> second))
                .contains("\"type\":\"run.ended\"")
                .contains("\"status\":\"succeeded\"")
                .contains("\"engineMillis\":");
    }

    @Test
    void theFolderOfTheFileIsTheStorageUnlessAnotherOneIsNamed() {
        cli.write("deep/pipeline.yaml", HANDOVER);
        cli.write("other/here.txt", "");
        assertThat(cli.run("run", "deep/pipeline.yaml", "--name", "elsewhere", "--fs", "default=other")
                        .code())
                .isZero();
        assertThat(cli.read("other/copy.txt")).isEqualTo("hello\n");
    }

    @Test
    void aCommandThatDoesNotExistFailsItsStep() {
        cli.write("pipeline.yaml", "{name: t, entry_points: {s: {command: no-such-command-here}}}");
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("exit code 127").contains("no-such-command-here");
    }

    @Test
    void aCommandWithoutPermissionFailsItsStep() {
        cli.write("tool.sh", "#!/bin/sh\n");
        cli.write("pipeline.yaml", "{name: t, entry_points: {s: {command: ./tool.sh}}}");
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("exit code 126");
    }

    @Test
    void outputThatIsNoTextIsShownWithReplacements() {
        cli.write(
                "pipeline.yaml",
                "{name: t, entry_points: {s: {command: \"printf 'a\\\\377b\\\\033[31m\\\\n'; exit 1\"}}}");
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.out()).contains("| a\uFFFDb").doesNotContain("\u001b");
    }

    @Test
    void runsAreListedNewestFirst() {
        cli.write("pipeline.yaml", "{name: t, entry_points: {s: {command: 'true'}}}");
        cli.run("run", "pipeline.yaml");
        cli.run("run", "pipeline.yaml", "--name", "second");
        assertThat(cli.run("runs", "list").out().lines().skip(1).map(line -> line.split(" +", -1)[1]))
                .containsExactly("second", "t");
        assertThat(cli.run("runs", "list", "-o", "json").out()).contains("\"run\" : \"run-000002\"");
        assertThat(cli.run("runs", "list", "--status", "failed").out()).contains("no runs");
    }

    @Test
    void aRetryKeepsWhatSucceeded() {
        cli.write("pipeline.yaml", """
                name: flaky
                entry_points:
                  first: {command: echo once >> first.txt}
                  second: {command: test -e fixed, deps: first}
                """);
        assertThat(cli.run("run", "pipeline.yaml").code()).isEqualTo(1);
        Cli.Result plan = cli.run("retry", "run-000001", "--plan");
        assertThat(plan.out()).containsPattern("keep +first").containsPattern("run +second");
        cli.write("fixed", "");
        assertThat(cli.run("retry", "run-000001").code()).isZero();
        assertThat(cli.read("first.txt")).isEqualTo("once\n");
        assertThat(cli.run("runs", "show", "run-000002").out())
                .containsPattern("first +succeeded.*kept from run-000001");
        assertThat(cli.run("retry", "run-000002").err()).contains("only failed and terminated runs can be retried");
    }

    @Test
    void thePlanOfARetryAlsoTellsOfStepsThatNeverBegan() {
        cli.write("pipeline.yaml", """
                name: half
                entry_points:
                  unused:
                    entry_points:
                      x: {command: "true"}
                  first: {command: "exit 1"}
                  later:
                    deps: first
                    entry_points:
                      inner: {command: "true"}
                post_process:
                  tidy: {command: "true"}
                disabled: unused
                """);
        assertThat(cli.run("run", "pipeline.yaml").code()).isEqualTo(1);
        assertThat(cli.run("retry", "run-000001", "--plan").out())
                .containsPattern("keep +unused +it was skipped")
                .containsPattern("run +first +it failed")
                .containsPattern("run +later +it was cancelled")
                .containsPattern("run +later.inner +it never began")
                .containsPattern("run +tidy +the post-process step always runs again")
                .doesNotContain("unused.x");
    }

    @Test
    void thePlanOfARetryListsEveryIterationAndWhatIsInsideDags() {
        cli.write("pipeline.yaml", """
                name: loops
                failure_options: {strategy: continue}
                entry_points:
                  good:
                    loop_argument: [1, 2]
                    entry_points:
                      x: {command: "true"}
                      y: {command: "true", loop_argument: [1, 2, 3]}
                  train: {command: "test {{PF_LOOP_ARGUMENT}} -ne 4", loop_argument: [0, 1, 2, 3, 4, 5]}
                  later:
                    deps: train
                    loop_argument: [1, 2, 3]
                    entry_points:
                      inner: {command: "true", loop_argument: "[7, 8]"}
                      open: {command: "true", parameters: {list: "[1]"}, loop_argument: "{{list}}"}
                """);
        assertThat(cli.run("run", "pipeline.yaml").code()).isEqualTo(1);
        assertThat(cli.run("retry", "run-000001", "--plan").out()).isEqualTo("""
                      STEP                     WHY
                keep  good[0..1]               it succeeded in run-000001
                keep  good[0..1].x             it succeeded in run-000001
                keep  good[0..1].y[0..2]       it succeeded in run-000001
                keep  train[0..3]              it succeeded in run-000001
                run   train-4                  it failed: exit code 1
                keep  train-5                  it succeeded in run-000001
                run   later[0..2]              it was cancelled: depends on 'train'
                run   later[0..2].inner[0..1]  it never began
                run   later[0..2].open         it never began; it loops over what its list has then
                """);
        assertThat(cli.run("retry", "run-000001", "--plan", "-o", "json").out())
                .contains("\"good-1.y-2\"", "\"later-2.inner\"", "\"iterations\" : 2");
    }

    @Test
    void aStepIsTriedAgainAndEveryAttemptKeepsItsLog() {
        cli.write("pipeline.yaml", """
                name: again
                entry_points:
                  s:
                    command: "echo try >> tries.txt; echo attempt $(wc -l < tries.txt); test $(wc -l < tries.txt) -ge 3"
                    retry: {max_attempts: 3, backoff: 10ms}
                """);
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("s  succeeded (attempt 3)").contains("backoff until");
        assertThat(cli.run("logs", "run-000001", "s", "--attempt", "1").out()).isEqualTo("attempt 1\n");
        assertThat(cli.run("logs", "run-000001", "s", "--attempt", "2").out()).isEqualTo("attempt 2\n");
        assertThat(cli.run("logs", "run-000001", "s").out()).isEqualTo("attempt 3\n");
    }

    @Test
    void aRetryIsForTheExitCodesThatItNames() {
        cli.write("pipeline.yaml", """
                name: again
                entry_points:
                  s: {command: "echo try >> tries.txt; exit 3", retry: {max_attempts: 5, backoff: 10ms, on: [7]}}
                """);
        assertThat(cli.run("run", "pipeline.yaml").out()).contains("s failed: exit code 3");
        assertThat(cli.read("tries.txt")).isEqualTo("try\n");
    }

    @Test
    void aStepThatTakesTooLongIsEnded() {
        cli.write(
                "pipeline.yaml", "{name: slow, entry_points: {s: {command: 'echo begin; sleep 600', timeout: 300ms}}}");
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("s failed: timed out after 0.3s").contains("| begin");
    }

    @Test
    void loopsAndConditionsReadWhatStepsWrote() {
        cli.write("pipeline.yaml", """
                name: dynamic
                entry_points:
                  list:
                    command: echo '["a", "b"]' > {{names}}; echo 5 > {{count}}
                    artifacts: {output: [names, count]}
                  each:
                    deps: list
                    command: echo "$PF_LOOP_ARGUMENT" > {{name}}
                    artifacts: {input: {names: "{{list.names}}"}, output: [name]}
                    loop_argument: "{{names}}"
                  join:
                    deps: each
                    command: cat $(echo {{all}} | tr , ' ') > joined.txt
                    artifacts: {input: {all: "{{each.name}}"}}
                  many:
                    deps: list
                    command: echo many > many.txt
                    artifacts: {input: {count: "{{list.count}}"}}
                    condition: "{{count}} > 3"
                  few:
                    deps: list
                    command: echo few > few.txt
                    artifacts: {input: {count: "{{list.count}}"}}
                    condition: "{{count}} <= 3"
                """);
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(cli.read("joined.txt")).isEqualTo("a\nb\n");
        assertThat(cli.read("many.txt")).isEqualTo("many\n");
        assertThat(cli.run("runs", "show", "run-000001").out()).containsPattern("few +skipped");
    }

    @Test
    void followingALogEndsWithItsStep() {
        cli.write("pipeline.yaml", "{name: t, entry_points: {s: {command: \"seq 1 200\"}}}");
        cli.run("run", "pipeline.yaml");
        assertThat(cli.run("logs", "run-000001", "s", "-f", "--tail", "2").out())
                .isEqualTo("199\n200\n");
        assertThat(cli.run("logs", "run-000001").out().lines()).hasSize(200).allMatch(line -> line.startsWith("s | "));
    }
}
