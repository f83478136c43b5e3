package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reuse of results, as users see it. Steps write a line into {@code count} each time they really run. */
class CacheIT {
    private static final String TWO_STEPS = """
            name: two
            cache: {enable: true, strategy: %s}
            entry_points:
              make:
                command: "echo make >> count; echo {{text}} > {{out}}"
                parameters: {text: hello}
                artifacts: {output: [out]}
              use:
                command: "echo use >> count; tr a-z A-Z < {{in}} > {{loud}}"
                deps: make
                artifacts: {input: {in: '{{make.out}}'}, output: [loud]}
            """;

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    /** A pipeline of one step that counts, with {@code more} keys. */
    private void oneStep(String strategy, String more) {
        cli.write(
                "pipeline.yaml",
                "name: one\ncache: {enable: true, strategy: %s}\nentry_points:\n  s:\n%s"
                        .formatted(strategy, more.indent(4)));
    }

    private Cli.Result run(String... options) {
        List<String> words = new ArrayList<>(List.of("run", "pipeline.yaml"));
        words.addAll(List.of(options));
        return cli.run(words.toArray(String[]::new));
    }

    private void assertRuns(Cli.Result result) {
        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }

    private long count(String step) throws IOException {
        Path file = folder.resolve("count");
        return Files.exists(file)
                ? Files.readString(file).lines().filter(step::equals).count()
                : 0;
    }

    private String explained(String run, String step) {
        return cli.run("cache", "explain", run, step).out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b46TheSecondRunTakesTheResultsOfTheFirst(String strategy) throws IOException {
        cli.write("pipeline.yaml", TWO_STEPS.formatted(strategy));
        assertRuns(run());
        Cli.Result second = run();
        assertRuns(second);
        assertThat(second.out())
                .contains("make  succeeded: reused from run-000001 make")
                .contains("use  succeeded: reused from run-000001 use");
        assertThat(count("make") + count("use")).isEqualTo(2);
        assertThat(cli.run("runs", "show", "run-000002", "-o", "json").out()).contains(".pipeline/run-000001/two/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b47ACommandThatNamesTheRunIsNeverTheSame(String strategy) throws IOException {
        oneStep(strategy, "command: 'echo s >> count # {{PF_RUN_ID}}'");
        assertRuns(run());
        assertRuns(run());
        assertRuns(run());
        assertThat(count("s")).isEqualTo(3);
        assertThat(explained("run-000003", "s")).contains("command").contains("changed in each of the last 3 runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b48AFileInScopeThatChangesRunsTheStepAgain(String strategy) throws IOException {
        cli.write("train.py", "print(1)\n");
        oneStep(strategy, "command: echo s >> count\ncache: {fs_scope: [{name: default, path: train.py}]}");
        assertRuns(run());
        cli.write("train.py", "print(20)\n");
        Files.setLastModifiedTime(
                folder.resolve("train.py"), FileTime.from(Instant.now().plusSeconds(5)));
        assertRuns(run());
        assertThat(count("s")).isEqualTo(2);
        assertThat(explained("run-000002", "s"))
                .contains((strategy.equals("content") ? "content" : "modification time") + " of train.py in default");
    }

    @Test
    void b48TouchingAFileChangesItsTimeAndNotItsContent() throws IOException {
        cli.write("train.py", "print(1)\n");
        for (String strategy : List.of("content", "conservative")) {
            oneStep(
                    strategy,
                    "command: echo %s >> count\ncache: {fs_scope: [{name: default, path: train.py}]}"
                            .formatted(strategy));
            assertRuns(run());
            Files.setLastModifiedTime(
                    folder.resolve("train.py"), FileTime.from(Instant.now().plusSeconds(9)));
            assertRuns(run());
        }
        assertThat(count("content")).isEqualTo(1);
        assertThat(count("conservative")).isEqualTo(2);
    }

    @Test
    void b49AFailureIsReusedByConservativeRunsOnly() throws IOException {
        oneStep("conservative", "command: echo s >> count; exit 3");
        assertThat(run().code()).isEqualTo(1);
        Cli.Result second = run();
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.out()).contains("reused from run-000001 s");
        assertThat(count("s")).isEqualTo(1);
        oneStep("content", "command: echo s >> count; exit 3");
        assertThat(run().code()).isEqualTo(1);
        assertThat(run().code()).isEqualTo(1);
        assertThat(count("s")).isEqualTo(3);
    }

    @Test
    void b50ARetryNeverReusesAFailure() throws IOException {
        oneStep("conservative", "command: echo s >> count; test -e good");
        assertThat(run().code()).isEqualTo(1);
        cli.write("good", "");
        assertRuns(cli.run("retry", "run-000001"));
        assertThat(count("s")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b51AnExpiredResultIsNotReused(String strategy) throws Exception {
        oneStep(strategy, "command: echo s >> count\ncache: {max_expired_time: 1}");
        assertRuns(run());
        Instant made = Instant.now();
        Conditions.await(() -> Duration.between(made, Instant.now()).toMillis() > 1100);
        assertRuns(run());
        assertThat(count("s")).isEqualTo(2);
        assertThat(explained("run-000002", "s")).contains("expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b52TheSameStepTwiceInOneRunRunsOnce(String strategy) throws IOException {
        cli.write("pipeline.yaml", """
                name: twins
                cache: {enable: true, strategy: %s}
                entry_points:
                  one: {command: echo s >> count; sleep 0.3}
                  two: {command: echo s >> count; sleep 0.3}
                """.formatted(strategy));
        assertRuns(run());
        assertThat(count("s")).isEqualTo(1);
        assertThat(cli.run("runs", "show", "run-000001").out()).containsPattern("reused from run-000001 (one|two)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b53AStoppedJobIsNoResult(String strategy) throws Exception {
        oneStep(strategy, "command: echo s >> count; test -e quick || sleep 60");
        Process first = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> count("s") == 1);
        assertThat(cli.run("stop", "run-000001").code()).isZero();
        assertThat(Cli.await(first)).isEqualTo(1);
        cli.write("quick", "");
        assertRuns(run());
        assertThat(count("s")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b54AStepMayStayOutOfTheCache(String strategy) throws IOException {
        oneStep(strategy, "command: echo s >> count\ncache: {enable: false}");
        assertRuns(run());
        assertRuns(run());
        assertThat(count("s")).isEqualTo(2);
        assertThat(cli.run("cache", "list").out()).contains("no results");
        assertThat(explained("run-000002", "s")).contains("did not ask the cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b55IterationsOfALoopAreDifferentSteps(String strategy) throws IOException {
        oneStep(strategy, "command: echo s >> count\nloop_argument: [1, 2, 3]");
        assertRuns(run());
        assertThat(count("s")).isEqualTo(3);
        assertRuns(run());
        assertThat(count("s")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b56TheOrderOfKeysDoesNotMatter(String strategy) throws IOException {
        oneStep(strategy, "command: echo s >> count\nenv: {A: 1, B: 2}\nparameters: {p: v, q: w}");
        assertRuns(run());
        oneStep(strategy, "command: echo s >> count\nenv: {B: 2, A: 1}\nparameters: {q: w, p: v}");
        assertRuns(run());
        assertThat(count("s")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void b56TheOrderOfExtraStoragesMatters(String strategy) throws IOException {
        cli.write("one/file", "");
        cli.write("two/file", "");
        String[] folders = {"--fs", "one=one", "--fs", "two=two"};
        String command = "command: echo s >> '%s'\n".formatted(folder.resolve("count"));
        oneStep(strategy, command + "extra_fs: [{name: one}, {name: two}]");
        assertRuns(run(folders));
        assertRuns(run(folders));
        assertThat(count("s")).as("the same order").isEqualTo(1);
        oneStep(strategy, command + "extra_fs: [{name: two}, {name: one}]");
        assertRuns(run(folders));
        assertThat(count("s")).isEqualTo(2);
        assertThat(explained("run-000003", "s")).contains("storage 001 changed");
    }

    @Test
    void whatAStepBeforeMadeCountsByItsContent() throws IOException {
        cli.write("pipeline.yaml", TWO_STEPS.formatted("content"));
        assertRuns(run());
        cli.write("pipeline.yaml", TWO_STEPS.formatted("content").replace("echo make >> count;", "echo make >>count;"));
        assertRuns(run());
        assertThat(count("make")).as("its command changed").isEqualTo(2);
        assertThat(count("use")).as("it reads the same as before").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "conservative"})
    void aResultWhoseOutputsWereTouchedIsStale(String strategy) throws IOException {
        cli.write("pipeline.yaml", TWO_STEPS.formatted(strategy));
        assertRuns(run());
        Path artifact = folder.resolve(cli.run("cache", "show", "2")
                .out()
                .lines()
                .filter(line -> line.startsWith("output"))
                .map(line -> line.split(" +", -1)[2])
                .findFirst()
                .orElseThrow());
        Files.writeString(artifact, "SPOILED\n");
        assertRuns(run());
        assertThat(count("use")).isEqualTo(2);
        assertThat(cli.run("cache", "list").out()).contains("stale: its output 'loud' was changed");
        assertThat(explained("run-000002", "use")).contains("its output 'loud' was changed");
    }

    @Test
    void aMissingIngredientMakesTheStepUncacheable() throws IOException {
        oneStep("content", "command: echo s >> count\ncache: {fs_scope: [{name: default, path: nowhere.py}]}");
        assertRuns(run());
        assertRuns(run());
        assertThat(count("s")).isEqualTo(2);
        assertThat(explained("run-000002", "s")).contains("uncacheable").contains("nowhere.py");
    }

    @Test
    void aStepThatChangesWhatItReadsIsNotRemembered() throws IOException {
        cli.write("state", "0\n");
        oneStep(
                "content",
                "command: echo s >> count; date +%N >> state\ncache: {fs_scope: [{name: default, path: state}]}");
        assertRuns(run());
        assertThat(cli.run("cache", "list").out()).contains("no results");
        assertThat(explained("run-000001", "s")).contains("changed while it ran");
    }

    @Test
    void aPlanSaysWhatTheRunThenDoes() throws IOException {
        cli.write("pipeline.yaml", TWO_STEPS.formatted("content"));
        assertThat(cli.run("plan", "pipeline.yaml").out())
                .containsPattern("make +miss +there is no earlier result")
                .containsPattern("use +depends +known when it has run: 'make'");
        assertRuns(run());
        assertThat(cli.run("plan", "pipeline.yaml").out()).contains("2 of 2 steps reused, which saves");
        assertThat(cli.run("plan", "pipeline.yaml", "-p", "text=x").out())
                .containsPattern("make +miss +parameter text changed since run-000001: 'hello' is now 'x'");
        assertRuns(run());
        assertThat(count("make")).isEqualTo(1);
    }

    @Test
    void aForgottenResultIsMadeAgain() throws IOException {
        cli.write("pipeline.yaml", TWO_STEPS.formatted("content"));
        assertRuns(run());
        assertThat(cli.run("cache", "delete", "1").out()).contains("forgot entry 1");
        Cli.Result again = cli.run("cache", "delete", "1");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("there is no cache entry 1");
        assertRuns(run());
        assertThat(count("make")).isEqualTo(2);
        assertThat(count("use")).isEqualTo(1);
    }

    @Test
    void aKilledLeaderLeavesNoReservationBehind() throws Exception {
        oneStep("content", "command: echo s >> count; test -e quick || sleep 60");
        Process first = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> count("s") == 1);
        first.destroyForcibly().waitFor();
        assertThat(cli.run("stop", "run-000001").code()).isZero();
        cli.write("quick", "");
        assertRuns(run());
        assertThat(count("s")).isEqualTo(2);
    }
}
