package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsCommandIT {
    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    private void ran(String command) {
        cli.write("pipeline.yaml", "name: t\nentry_points:\n  s:\n    command: |\n      " + command + "\n");
        assertThat(cli.run("run", "pipeline.yaml").code()).isZero();
    }

    private Path log(String run) {
        return cli.home().resolve("jobs").resolve(run).resolve("1-1.log");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --tail 2           | 4 5
            --tail 0           | ''
            --tail 100         | 1 2 3 4 5
            --head 2           | 1 2
            --head 0           | ''
            --from 4           | 3 4 5
            --from 4 --head 1  | 3
            --from 1000        | ''
            """)
    void partsOfALogCanBeAskedFor(String options, String lines) {
        ran("seq 1 5");
        String out = cli.run(("logs run-000001 s " + options).split(" ", -1)).out();
        assertThat(String.join(" ", out.lines().toList())).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({
        "logs, needs the id of a run",
        "logs run-000001 s --tail 1 --head 1, leave one out",
        "logs run-000001 s --follow --head 1, leave one of them out",
        "logs run-000001 --from 1, name the step",
        "logs prune, say what is to be removed",
        "logs prune --older-than 30, 'write 30d, 12h or 2w'",
        "logs prune --max-size lots, 'write 10G, 500M or 0'",
    })
    void contradictionsAreToldApart(String command, String message) {
        Cli.Result result = cli.run(command.split(" ", -1));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void aProgressBarIsItsLastStateAndBytesThatAreNoTextAreReplaced() {
        ran("for i in 1 2 3; do printf '%d of 3\\r' $i; done; echo; printf 'a\\377b\\n'");
        assertThat(cli.run("logs", "run-000001", "s").out()).isEqualTo("3 of 3\na\uFFFDb\n");
        assertThat(cli.run("logs", "run-000001", "s", "-o", "json").out())
                .contains("\"text\":\"1 of 3\\r2 of 3\\r3 of 3\\r\",\"end\":\"line_break\"");
    }

    @Test
    void aProgressBarMovesOnATerminal() throws Exception {
        cli.write("pipeline.yaml", """
                name: t
                entry_points:
                  s: {command: "printf ' 10%%\\r'; printf ' 20%%'; until test -e go; do sleep 0.02; done; echo; echo end"}
                """);
        Process process = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> Files.exists(log("run-000001")));
        StringWriter out = new StringWriter();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cli.Result> following =
                    threads.submit(() -> cli.runOnTerminal(out, "logs", "run-000001", "s", "-f"));
            Conditions.await(() -> out.toString().contains(" 20%"));
            cli.write("go", "");
            assertThat(following.get().out()).endsWith(" 20%\r\033[K 20%\nend\n");
        }
        assertThat(Cli.await(process)).isZero();
    }

    @Test
    void stepsThatRunAtATimeAreFollowedAtATimeAndFromAttemptToAttempt() throws Exception {
        cli.write("pipeline.yaml", """
                name: t
                entry_points:
                  a: {command: "echo a1; until test -e go-a; do sleep 0.02; done; echo a2"}
                  b:
                    command: >-
                      if test -e tried; then echo b3; exit; fi; touch tried;
                      echo b1; until test -e go-b; do sleep 0.02; done; echo b2; exit 1
                    retry: {max_attempts: 2}
                  c: {deps: "a, b", command: "echo c1"}
                """);
        Process process = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> Files.exists(log("run-000001")));
        StringWriter out = new StringWriter();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cli.Result> following = threads.submit(() -> cli.runOnTerminal(out, "logs", "run-000001", "-f"));
            Conditions.await(
                    () -> out.toString().contains("a | a1") && out.toString().contains("b | b1"));
            cli.write("go-b", "");
            Conditions.await(() -> out.toString().contains("b | b3"));
            cli.write("go-a", "");
            assertThat(following.get().out().lines().skip(2)).containsExactly("b | b2", "b | b3", "a | a2", "c | c1");
            assertThat(following.get().err()).contains("attempt 2 of b");
        }
        assertThat(Cli.await(process)).isZero();
    }

    @Test
    void oldLogsAreRemovedAndTheRestStays() throws IOException {
        ran("echo first");
        ran("echo second");
        Files.setLastModifiedTime(log("run-000001"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Cli.Result dry = cli.run("logs", "prune", "--older-than", "30d", "--dry-run");
        assertThat(dry.code()).isZero();
        assertThat(dry.out()).contains("run-000001  1 log, 6 B", "would remove 1 log, 6 B; 1 log, 7 B would stay");
        assertThat(log("run-000001")).exists();
        assertThat(cli.run("logs", "prune", "--older-than", "30d").out())
                .contains("removed 1 log, 6 B; 1 log, 7 B stayed");
        assertThat(log("run-000001")).doesNotExist();
        Cli.Result gone = cli.run("logs", "run-000001", "s");
        assertThat(gone.code()).isZero();
        assertThat(gone.err()).contains("the log of s was removed");
        assertThat(cli.run("logs", "run-000002").out()).isEqualTo("s | second\n");
        assertThat(cli.run("runs", "show", "run-000001").out()).contains("succeeded");
        assertThat(cli.run("logs", "prune", "--max-size", "0", "-o", "json").out())
                .contains("\"run\" : \"run-000002\"", "\"leftBytes\" : 0");
        assertThat(log("run-000002")).doesNotExist();
    }
}
