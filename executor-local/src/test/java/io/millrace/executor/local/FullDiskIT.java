package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk without room the outcome of a step is kept until there is some. */
class FullDiskIT {
    private static final AttemptId STEP = attempt(1);

    @TempDir
    private Path folder;

    private Path home;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        home = Files.createDirectory(folder.resolve("small"));
        mounted = call("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=64", "tmpfs", home.toString());
        assumeTrue(mounted, "a small tmpfs cannot be mounted: needs root");
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            Awaitility.await().until(() -> call("umount", home.toString()));
        }
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
    void aStepThatFillsTheDiskWithItsLogKeepsItsExitCode() throws IOException {
        try (var fixture = new ExecutorFixture(home)) {
            assertThat(fixture.run(STEP, job("yes 2>/dev/null | head -c 4000000 2>/dev/null; exit 3")))
                    .isEqualTo(new Exit.Code(3));
            assertThat(fixture.run(attempt(2), job("exit 4"))).isEqualTo(new Exit.Code(4));
            fixture.reopen();
            fixture.executor.adopt(STEP, job("true"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(3));
        }
    }

    @Test
    void anExitCodeThatCannotBeWrittenIsToldAtOnceAndWrittenLater() throws IOException {
        try (var fixture = new ExecutorFixture(home)) {
            Path go = folder.resolve("go");
            var job = job("echo up; while [ ! -e \"$GO\" ]; do sleep 0.02; done; exit 7", Map.of("GO", go.toString()));
            fixture.startUntil(STEP, job, "up");
            List<Path> fillers = fill();
            Files.createFile(go);
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(7));
            fixture.executor.close();
            assertThat(fixture.executor.files().exit(STEP))
                    .satisfies(exit -> assertThat(Files.isSymbolicLink(exit)).isFalse());
            for (Path filler : fillers) {
                Files.delete(filler);
            }
            fixture.reopen();
            fixture.executor.adopt(STEP, job);
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(7));
        }
    }

    @Test
    void anAttemptThatCannotBeClaimedIsNotStarted() throws IOException {
        try (var fixture = new ExecutorFixture(home)) {
            assertThat(fixture.run(STEP, job("true"))).isEqualTo(new Exit.Code(0));
            List<Path> fillers = fill();
            Exit exit = fixture.run(attempt(2), job("touch " + folder.resolve("ran")));
            assertThat(exit)
                    .isInstanceOfSatisfying(
                            Exit.NotStarted.class,
                            not -> assertThat(not.reason()).contains("No space left on device"));
            assertThat(folder.resolve("ran")).doesNotExist();
            for (Path filler : fillers) {
                Files.delete(filler);
            }
        }
    }

    private List<Path> fill() {
        List<Path> fillers = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                fillers.add(Files.createFile(home.resolve("filler" + i)));
            }
        } catch (IOException e) {
            return fillers;
        }
        throw new AssertionError("the disk did not get full");
    }
}
