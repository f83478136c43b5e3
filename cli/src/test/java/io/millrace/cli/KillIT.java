package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9, Ctrl-C, and what users are told afterwards. */
class KillIT {
    private static final String LONG = """
            name: long
            entry_points:
              train: {command: "echo $$ > pid.txt; echo begin; while ! test -e go; do sleep 0.05; done; echo end"}
              report: {command: echo reported > report.txt, deps: train}
            """;

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
        cli.write("pipeline.yaml", LONG);
    }

    private Process started() {
        Process process = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> cli.run("runs", "show", "run-000001").out().contains("train   running"));
        return process;
    }

    @Test
    void aStepOutlivesMillraceAndIsAdopted() throws Exception {
        Process process = started();
        String pid = cli.read("pid.txt").trim();
        process.destroyForcibly();
        Cli.await(process);

        assertThat(ProcessHandle.of(Long.parseLong(pid))).isPresent();
        assertThat(cli.run("runs", "show", "run-000001").out())
                .contains("long  running")
                .contains("no Millrace process works on it")
                .contains("millrace resume")
                .contains("waits: dependency train");

        cli.write("go", "");
        assertThat(cli.run("resume").code()).isZero();
        assertThat(cli.read("pid.txt").trim()).isEqualTo(pid);
        assertThat(cli.run("logs", "run-000001", "train").out()).isEqualTo("begin\nend\n");
        assertThat(cli.read("report.txt")).isEqualTo("reported\n");
    }

    @Test
    void aNewRunSaysThatAnOldOneIsUnfinished() throws Exception {
        Process process = started();
        process.destroyForcibly();
        Cli.await(process);
        cli.write("short.yaml", "{name: short, entry_points: {s: {command: 'true'}}}");
        assertThat(cli.run("run", "short.yaml").out())
                .contains("unfinished: run-000001")
                .contains("millrace resume");
        assertThat(cli.run("stop", "run-000001").code()).isZero();
        assertThat(cli.run("runs", "show", "run-000001").out()).contains("terminated");
    }

    @Test
    void anInterruptStopsTheStepsAndIsRecorded() throws Exception {
        Process process = started();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(Cli.await(process)).isEqualTo(130);
        assertThat(cli.run("runs", "show", "run-000001").out())
                .contains("long  terminated")
                .containsPattern("train +terminated")
                .containsPattern("report +cancelled");
        long pid = Long.parseLong(cli.read("pid.txt").trim());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void anotherProcessCanStopARun() throws Exception {
        Process process = started();
        assertThat(cli.run("stop", "run-000001").out()).contains("is being stopped");
        assertThat(Cli.await(process)).isEqualTo(1);
        assertThat(cli.run("stop", "run-000001").err()).contains("terminated already");
        assertThat(Files.exists(folder.resolve("report.txt"))).isFalse();
    }
}
