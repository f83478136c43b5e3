package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a home in which a run is on its way, and what becomes of that run elsewhere. */
class BackupIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aRunThatWasOnItsWayIsNotStartedASecondTime() throws Exception {
        Cli cli = new Cli(folder);
        cli.write("pipeline.yaml", """
                name: long
                entry_points:
                  a: {command: "echo a >> a.txt; while ! test -e go; do sleep 0.05; done; echo done >> a.txt"}
                  b: {command: echo b >> b.txt, deps: a}
                """);
        Process run = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> Files.exists(folder.resolve("a.txt")));

        Cli.Result backup = cli.run("backup", "--logs", "saved.backup");
        assertThat(backup.err()).isEmpty();
        assertThat(backup.out()).matches("saved\\.backup: [\\d.]+ KiB, 1 file and 1 log, [\\d.]+ KiB as they were\n");
        assertThat(cli.run("backup", "saved.backup").code()).isEqualTo(ExitCode.USAGE);

        Cli.Result restore = cli.run("restore", "saved.backup", "--home", "elsewhere");
        assertThat(restore.err()).isEmpty();
        assertThat(restore.out())
                .contains("elsewhere: restored what saved.backup held at ")
                .contains("1 run had not ended: `millrace resume` goes on with them");
        assertThat(cli.run("runs", "list", "--home", "elsewhere").out()).containsPattern("run-000001 +long +running");

        Cli.Result resumed = cli.run("resume", "--home", "elsewhere");
        assertThat(resumed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(cli.run("runs", "show", "run-000001", "--home", "elsewhere").out())
                .contains("it was running when the backup was made")
                .containsPattern("b +cancelled");
        assertThat(cli.read("a.txt")).isEqualTo("a\n");

        cli.write("go", "");
        assertThat(Cli.await(run)).as("the first home's run is not disturbed").isZero();
        assertThat(cli.read("a.txt")).isEqualTo("a\ndone\n");
        assertThat(cli.read("b.txt")).isEqualTo("b\n");
    }

    @Test
    void aHomeInUseIsNotReplaced() throws Exception {
        Cli cli = new Cli(folder);
        cli.write("pipeline.yaml", """
                name: long
                entry_points:
                  a: {command: "touch started; while ! test -e go; do sleep 0.05; done"}
                """);
        Process run = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> Files.exists(folder.resolve("started")));
        assertThat(cli.run("backup", "saved.backup").code()).isZero();
        Cli.Result restore = cli.run("restore", "--force", "saved.backup");
        assertThat(restore.code()).isEqualTo(ExitCode.USAGE);
        assertThat(restore.err()).contains("works on the data folder");
        cli.write("go", "");
        assertThat(Cli.await(run)).isZero();
        Cli.Result again = cli.run("restore", "--force", "saved.backup");
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("what was there before is in ").contains("before-restore-");
    }
}
