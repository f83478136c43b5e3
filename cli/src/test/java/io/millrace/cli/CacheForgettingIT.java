package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are forgotten, by name and by age, number and size, and what that does to runs that are over. */
class CacheForgettingIT {
    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    /** Runs a step that makes a file of so many bytes; entry n is of the n-th call. */
    private void make(int bytes) {
        cli.write("pipeline.yaml", """
                name: sizes
                cache: {enable: true}
                entry_points:
                  make:
                    command: "head -c %d /dev/zero > {{out}}"
                    artifacts: {output: [out]}
                """.formatted(bytes));
        Cli.Result run = cli.run("run", "pipeline.yaml");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    private String prune(String... options) {
        String[] words = new String[options.length + 4];
        words[0] = "cache";
        words[1] = "prune";
        System.arraycopy(options, 0, words, 2, options.length);
        words[options.length + 2] = "-o";
        words[options.length + 3] = "json";
        Cli.Result result = cli.run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().replaceAll("\\s", "");
    }

    private void makeOlder(int entry, String by) throws SQLException {
        try (Connection database =
                        DriverManager.getConnection("jdbc:sqlite:" + cli.home().resolve("millrace.db"));
                Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE cache_entry SET created_at = created_at - %s WHERE id = %d".formatted(by, entry)))
                    .isEqualTo(1);
        }
    }

    @Test
    void entriesAreForgottenByAgeNumberAndSizeAndADryRunForgetsNothing() throws SQLException {
        for (int bytes : new int[] {100, 200, 300, 400}) {
            make(bytes);
        }
        makeOlder(1, "40 * 86400000");
        assertThat(prune("--older-than", "30d", "--dry-run")).contains("\"dryRun\":true", "\"forgot\":[1]");
        assertThat(prune("--keep", "3", "--dry-run")).contains("\"forgot\":[1]");
        assertThat(prune("--artifacts-over", "700", "--dry-run")).contains("\"forgot\":[2,1]");
        assertThat(prune("--artifacts-over", "1K", "--keep", "1", "--dry-run")).contains("\"forgot\":[3,2,1]");
        assertThat(cli.run("cache", "prune", "--artifacts-over", "700", "--dry-run")
                        .out())
                .contains("would forget 2 results");
        assertThat(cli.run("cache", "list").out().lines()).as("all four").hasSize(5);

        assertThat(prune("--older-than", "30d")).contains("\"dryRun\":false", "\"forgot\":[1]");
        assertThat(prune("--artifacts-over", "700")).contains("\"forgot\":[2]");
        assertThat(prune("--keep", "1")).contains("\"forgot\":[3]");
        assertThat(cli.run("cache", "list", "-o", "json").out()).containsPattern("\"entry\" : 4");
        assertThat(prune("--artifacts-over", "399")).contains("\"forgot\":[4]");
        assertThat(cli.run("cache", "prune").err()).contains("say what is to be forgotten");
        assertThat(cli.run("cache", "prune", "--artifacts-over", "lots").err()).contains("'lots' is not a size");
    }

    @Test
    void whatIsUselessGoesAndWhatCanBeReusedStays() throws Exception {
        make(10);
        make(20);
        Files.writeString(
                folder.resolve(cli.run("cache", "show", "1")
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("output"))
                        .map(line -> line.split(" +", -1)[2])
                        .findFirst()
                        .orElseThrow()),
                "spoiled");
        make(10);
        assertThat(prune("--useless")).contains("\"forgot\":[1]");
        assertThat(cli.run("plan", "pipeline.yaml").out()).contains("the same as make of run-000003");
    }

    @Test
    void aFinishedRunIsUntouchedWhenEntriesOrOtherRunsAreDeleted() {
        make(10);
        make(10);
        String[] pages = {"runs show run-000002", "logs run-000002", "artifacts list --run run-000002"};
        String[] before = new String[pages.length];
        for (int i = 0; i < pages.length; i++) {
            before[i] = cli.run(pages[i].split(" ", -1)).out();
        }
        String explained = cli.run("cache", "explain", "run-000002", "make").out();
        assertThat(explained).contains("hit");
        assertThat(prune("--keep", "0")).contains("\"forgot\":[1]");
        for (int i = 0; i < pages.length; i++) {
            assertThat(cli.run(pages[i].split(" ", -1)).out()).isEqualTo(before[i]);
        }
        assertThat(cli.run("cache", "explain", "run-000002", "make").out()).contains("hit");
        assertThat(cli.run("runs", "delete", "run-000001", "-y", "--force").code())
                .isZero();
        assertThat(cli.run("runs", "show", "run-000002").out()).isEqualTo(before[0]);
        assertThat(cli.run("runs", "show", "run-000002", "-o", "json").code()).isZero();
        assertThat(cli.run("artifacts", "list", "--run", "run-000002").out()).isEqualTo(before[2]);
        assertThat(cli.run("logs", "run-000002", "make").err()).contains("which was deleted with its logs");
        make(10);
        assertThat(cli.run("runs", "show", "run-000003").out()).doesNotContain("reused from");
    }
}
