package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting runs, one by one and by rules, as users see it. */
class RunsDeleteIT {
    private static final String STEP = """
            name: one
            cache: {enable: CACHE}
            entry_points:
              s:
                command: "echo s >> count; echo {{PF_RUN_ID}} | cut -c1-3 > {{o}}; ln -s ../../../../../keep {{o}}-link"
                artifacts: {output: [o]}
            """;

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
        cli.write("keep/me", "");
    }

    private void run(boolean cache) {
        String text = STEP.replace("CACHE", Boolean.toString(cache));
        cli.write("pipeline.yaml", cache ? text.replace("{{PF_RUN_ID}}", "run") : text);
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
    }

    private Path artifacts(String run) {
        return folder.resolve(".pipeline").resolve(run);
    }

    private long count() {
        return cli.read("count").lines().count();
    }

    private List<String> runs() {
        return cli.run("runs", "list", "-n", "100")
                .out()
                .lines()
                .filter(line -> line.startsWith("run-"))
                .map(line -> line.substring(0, "run-000001".length()))
                .toList();
    }

    @Test
    void aDeletedRunLeavesNothingAndOthersStay() {
        run(false);
        run(false);
        Cli.Result deleted = cli.run("runs", "delete", "run-000001", "-y");
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(deleted.out()).isEqualTo("deleted run-000001\n");
        assertThat(runs()).containsExactly("run-000002");
        assertThat(artifacts("run-000001")).doesNotExist();
        assertThat(cli.home().resolve("jobs/run-000001")).doesNotExist();
        assertThat(folder.resolve("keep/me")).as("behind a link").exists();
        assertThat(artifacts("run-000002")).exists();
        assertThat(cli.run("artifacts", "list").out()).contains("run-000002").doesNotContain("run-000001");
        assertThat(cli.run("runs", "show", "run-000001").code()).isEqualTo(2);
        Cli.Result again = cli.run("runs", "delete", "run-000001", "-y");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("there is no run run-000001");
        run(false);
        assertThat(runs()).as("no number is given twice").containsExactly("run-000003", "run-000002");
    }

    @Test
    void whereNobodyCanBeAskedNothingIsDeletedWithoutYes() {
        run(false);
        Cli.Result refused = cli.run("runs", "delete", "run-000001");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("add -y");
        assertThat(runs()).containsExactly("run-000001");
    }

    @Test
    void aRunWhoseResultsAreReusedIsRefusedUnlessForced() {
        run(true);
        run(true);
        Cli.Result refused = cli.run("runs", "delete", "run-000001", "-y");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("its results are used by run-000002").contains("--force");
        assertThat(artifacts("run-000001")).exists();
        assertThat(cli.run("runs", "delete", "run-000001", "-y", "--force").code())
                .isZero();
        assertThat(artifacts("run-000001")).doesNotExist();
        assertThat(cli.run("runs", "show", "run-000002").out()).contains("reused from run-000001 s");
        assertThat(cli.run("artifacts", "list").out()).containsPattern("run-000002 +s +output +o .* 4 B +run-000001");
    }

    @Test
    void bothTogetherNeedNoForce() {
        run(true);
        run(true);
        Cli.Result both = cli.run("runs", "delete", "run-000001", "run-000002", "-y");
        assertThat(both.code()).as(both.err()).isZero();
        assertThat(runs()).isEmpty();
    }

    @Test
    void whatADeletedRunMadeIsNeverReusedAndTheReasonIsTold() {
        run(true);
        assertThat(cli.run("runs", "delete", "run-000001", "-y").code()).isZero();
        assertThat(cli.run("cache", "list").out()).contains("stale: run-000001 was deleted");
        run(true);
        assertThat(count()).isEqualTo(2);
        assertThat(cli.run("cache", "explain", "run-000002", "s").out())
                .contains("the result of run-000001 cannot be reused: run-000001 was deleted");
        assertThat(cli.run("runs", "delete", "run-000002", "-y").code()).isZero();
        assertThat(cli.run("cache", "list").out())
                .as("one entry a step remains")
                .contains("run-000002 was deleted")
                .doesNotContain("run-000001");
    }

    @Test
    void artifactsThatWereRemovedByHandMakeTheEntryStale() throws IOException {
        run(true);
        try (Stream<Path> files = Files.walk(artifacts("run-000001"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        run(true);
        assertThat(count()).isEqualTo(2);
        assertThat(cli.run("cache", "explain", "run-000002", "s").out()).contains("its output 'o' is gone");
    }

    @Test
    void theOwnerOfTheHomeDeletesForOthersButNotWhatItRuns() throws Exception {
        run(false);
        cli.write(
                "long.yaml",
                "name: long\nentry_points:\n  s: {command: 'touch begun; while ! test -e go; do sleep 0.05; done'}\n");
        Process owner = cli.start(List.of(), "run", "long.yaml");
        Conditions.await(() -> Files.exists(folder.resolve("begun")));
        Cli.Result refused = cli.run("runs", "delete", "run-000002", "-y", "--force");
        Cli.Result deleted = cli.run("runs", "delete", "run-000001", "-y");
        Cli.Result pruned = cli.run("runs", "prune", "--keep", "0");
        cli.write("go", "");
        assertThat(Cli.await(owner)).isZero();
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("run-000002 is running; stop it first");
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(pruned.out()).contains("deleted 0 runs, 0 B; 1 run stayed");
        assertThat(runs()).containsExactly("run-000002");
    }

    @Test
    void pruningKeepsWhatIsWithinAllLimits() {
        run(false);
        run(false);
        run(false);
        Cli.Result dry = cli.run("runs", "prune", "--keep", "1", "--dry-run");
        assertThat(dry.out())
                .containsPattern("run-000002  one, ended .*, artifacts 4 B, logs \\d+ B")
                .containsPattern("would delete 2 runs, \\d+ B; 1 run would stay");
        assertThat(runs()).hasSize(3);
        assertThat(cli.run("runs", "prune", "--older-than", "1d").out()).contains("deleted 0 runs, 0 B; 3 runs stayed");
        assertThat(cli.run("runs", "prune", "--artifacts-over", "8", "-o", "json")
                        .out())
                .contains("\"deletedBytes\" : ")
                .contains("\"run\" : \"run-000001\"")
                .contains("\"artifactBytes\" : 4");
        assertThat(runs()).containsExactly("run-000003", "run-000002");
        assertThat(cli.run("runs", "prune", "--keep", "1").out()).contains("deleted 1 run,");
        assertThat(runs()).containsExactly("run-000003");
        assertThat(cli.run("runs", "prune").err()).contains("say what is to be deleted");
    }

    @Test
    void pruningKeepsWhatOthersReuse() {
        run(true);
        run(true);
        Cli.Result held = cli.run("runs", "prune", "--keep", "1");
        assertThat(held.out()).contains("run-000001 stays: its results are used by run-000002");
        assertThat(runs()).hasSize(2);
        assertThat(cli.run("runs", "prune", "--keep", "1", "--reused").code()).isZero();
        assertThat(runs()).containsExactly("run-000002");
        assertThat(cli.run("runs", "prune", "--keep", "0").out()).contains("deleted 1 run");
    }
}
