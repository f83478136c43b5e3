package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes that cannot be read or have no room: a message that helps, no stack trace, nothing lost. */
class BadPlaceIT {
    private static final String PIPELINE = """
            name: t
            entry_points:
              fill: {command: "head -c 9000000 /dev/zero > home/fill; true"}
              after: {command: "echo done", deps: fill}
            """;

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));
    private boolean mounted;

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            Awaitility.await().until(() -> call("umount", cli.home().toString()));
        }
    }

    private void mountHome(String size) throws IOException, InterruptedException {
        Files.createDirectory(cli.home());
        mounted = call(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + size,
                "tmpfs",
                cli.home().toString());
        assumeThat(mounted)
                .as("skipped: a small tmpfs cannot be mounted, needs root")
                .isTrue();
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void aDiskThatRunsFullIsWaitedForAndSaidOnce() throws Exception {
        mountHome("4m");
        cli.write("pipeline.yaml", PIPELINE);
        Process run = cli.start(List.of(), "run", "pipeline.yaml");
        Conditions.await(() -> cli.read("out.txt").contains("is full"));
        Files.delete(cli.home().resolve("fill"));
        assertThat(Cli.await(run)).isZero();
        assertThat(cli.read("out.txt"))
                .containsOnlyOnce("is full: make room")
                .contains("the engine waits and tries again")
                .contains("run-000001 succeeded")
                .doesNotContain("Exception");
    }

    @Test
    void aHomeWithoutAnyRoom() throws Exception {
        mountHome("200k");
        cli.write("pipeline.yaml", PIPELINE);
        Cli.Result run = cli.run("run", "pipeline.yaml");
        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("disk").doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void aHomeThatMayNotBeRead() throws Exception {
        OtherUser user = OtherUser.of(folder);
        Path home = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-closed"));
        try {
            cli.write("pipeline.yaml", PIPELINE);
            assertThat(call("chmod", "700", home.toString())).isTrue();
            Process refused = user.start(cli, List.of("run", "pipeline.yaml", "--home", home.toString()));
            assertThat(Cli.await(refused)).isEqualTo(2);
            assertThat(cli.read("err.txt"))
                    .contains("ermission")
                    .contains(home.toString())
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
        } finally {
            Files.delete(home);
        }
    }
}
