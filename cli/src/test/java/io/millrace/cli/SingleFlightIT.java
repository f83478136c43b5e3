package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.view.TerminalSize;
import io.millrace.engine.Secrets;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same step in many runs at once: one process at a time, whatever happens to it. */
class SingleFlightIT {
    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));
    private final RunEnds ends = new RunEnds();

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
        cli.write("pipeline.yaml", """
                name: one
                cache: {enable: true}
                entry_points:
                  s:
                    command: |
                      echo "$$ $PF_RUN_ID" >> starts
                      echo led by $PF_RUN_ID
                      while [ ! -e go ]; do sleep 0.02; done
                """);
    }

    private LocalEngine engine() {
        return LocalEngine.open(
                new io.millrace.store.home.Home(cli.home()),
                "a test",
                new EngineOptions().settings(),
                Secrets.NONE,
                Instruments.of(ends));
    }

    private List<RunId> submit(LocalEngine local, int runs) {
        Context context = new Context(
                Map.of(),
                folder,
                folder,
                "tester",
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false,
                new TerminalSize(120, 40),
                new Interruption());
        PreparedRun run = PreparedRun.of(
                context,
                Secrets.NONE,
                PipelineFile.read(context, "pipeline.yaml"),
                new PipelineOptions(),
                new RunOptions().wishes(context, ""));
        List<RunId> ids = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            ids.add(local.engine().submit(run.submission()));
        }
        return ids;
    }

    /** Of each process that was started its number and its run. */
    private List<String> starts() throws IOException {
        Path file = folder.resolve("starts");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private long succeeded(List<RunId> runs) {
        return runs.stream()
                .filter(run -> ends.await(run) == RunStatus.SUCCEEDED)
                .count();
    }

    @Test
    void ahundredRunsStartOneProcessAndShowItsLog() throws IOException {
        try (LocalEngine local = engine()) {
            List<RunId> runs = submit(local, 100);
            Conditions.await(() -> starts().size() == 1);
            String leader = starts().getFirst().split(" ", -1)[1];
            String follower = runs.getLast().toString();
            Conditions.await(() ->
                    cli.run("runs", "show", follower).out().contains("waits: cache reservation: " + leader + " s"));
            Conditions.await(() -> cli.run("logs", follower, "s").out().equals("led by " + leader + "\n"));
            assertThat(cli.run("logs", follower, "s").err())
                    .contains("s waits for s of " + leader + ", whose log follows");
            cli.write("go", "");
            assertThat(succeeded(runs)).isEqualTo(100);
            Cli.Result log = cli.run("logs", follower, "s");
            assertThat(log.out()).isEqualTo("led by " + leader + "\n");
            assertThat(log.err()).contains("s has the result of s of " + leader + ", whose log follows");
        }
        assertThat(starts()).hasSize(1);
    }

    @Test
    void aLeaderThatIsKilledOrStoppedHasOneSuccessor() throws Exception {
        int kills = Integer.getInteger("millrace.flight.kills", 50);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (LocalEngine local = engine()) {
            List<RunId> runs = submit(local, kills + 5);
            for (int i = 1; i <= kills; i++) {
                int expected = i;
                Conditions.await(() -> starts().size() >= expected);
                assertThat(starts()).as("seed %d", seed).hasSize(i);
                String[] leader = starts().get(i - 1).split(" ", -1);
                if (random.nextBoolean()) {
                    assertThat(new ProcessBuilder("kill", "-9", leader[0])
                                    .start()
                                    .waitFor())
                            .isZero();
                } else {
                    local.engine().stop(RunId.parse(leader[1]), false);
                }
            }
            Conditions.await(() -> starts().size() > kills);
            cli.write("go", "");
            assertThat(succeeded(runs)).as("seed %d", seed).isEqualTo(5);
        }
        assertThat(starts()).as("seed %d", seed).hasSize(kills + 1);
    }
}
