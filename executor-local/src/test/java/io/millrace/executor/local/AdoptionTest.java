package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.job;
import static io.millrace.executor.local.Jobs.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts go on without Millrace and are found again. */
class AdoptionTest extends ExecutorTest {
    private static final AttemptId STEP = attempt(1);

    /** Counts until the file {@code go} appears. */
    private static final String COUNTING =
            "echo up; i=0; while [ ! -e \"$GO\" ]; do i=$((i+1)); echo $i; sleep 0.02; done; echo last; exit 7";

    @TempDir
    private Path home;

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"", "pidfd", "prctl,pidfd,fsync"})
    void aRunningAttemptIsFoundWithItsProcessAndItsWholeLog(String without) throws IOException {
        try (var fixture = fixture(LocalExecutorConfig.of(home).without(without))) {
            var job = job(COUNTING, java.util.Map.of("GO", home + "/go"));
            fixture.startUntil(STEP, job, "up\n");
            Claim.Wrapper before = fixture.wrapper(STEP);
            fixture.reopen();
            fixture.executor.adopt(STEP, job);
            fixture.recorder.awaitStart(STEP);
            assertThat(fixture.wrapper(STEP)).isEqualTo(before);
            assertThat(fixture.recorder.hasEnded(STEP)).isFalse();
            Files.createFile(home.resolve("go"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(7));
            assertThat(fixture.log(STEP)).isEqualTo(counted(fixture.log(STEP)));
        }
    }

    private static String counted(String log) {
        long lines = log.lines().count();
        String numbers = IntStream.rangeClosed(1, (int) lines - 2)
                .mapToObj(i -> i + "\n")
                .reduce("", String::concat);
        return "up\n" + numbers + "last\n";
    }

    @Test
    void anAttemptThatEndedMeanwhileTellsItsCodeEachTime() throws IOException {
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, job("echo up; sleep 0.2; exit 5"), "up");
            fixture.executor.close();
            Awaitility.await()
                    .until(() -> Files.isSymbolicLink(fixture.executor.files().exit(STEP)));
            for (int i = 0; i < 3; i++) {
                fixture.reopen();
                fixture.executor.adopt(STEP, job("echo again"));
                assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(5));
            }
            assertThat(fixture.log(STEP)).isEqualTo("up\n");
        }
    }

    @Test
    void anAttemptThatNeverStartedIsStarted() throws IOException {
        try (var fixture = fixture(home)) {
            fixture.executor.adopt(STEP, job("echo ran"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(0));
            assertThat(fixture.log(STEP)).isEqualTo("ran\n");
        }
    }

    @Test
    void anAdoptedAttemptCanBeStopped() throws IOException {
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, job("(setsid sleep 1000 &); echo up; sleep 1000"), "up");
            fixture.reopen();
            fixture.executor.adopt(STEP, job("true"));
            fixture.recorder.awaitStart(STEP);
            fixture.executor.stop(STEP);
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(143));
            assertThat(fixture.processes(STEP)).isEmpty();
        }
    }

    @Test
    void anAttemptOfAnEarlierProcessCanBeStoppedWithoutAdoption() throws IOException {
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, job("echo up; sleep 1000"), "up");
            fixture.reopen();
            fixture.executor.stop(STEP);
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(143));
        }
    }

    @Test
    void outputsOfARunningAttemptAreLeftAlone() throws IOException {
        Path root = Files.createDirectories(home.resolve("fs"));
        try (var fixture = fixture(LocalExecutorConfig.of(home))) {
            var job = withOutputs("mkdir out; echo kept > out/file; echo up; sleep 1000", root, "out");
            fixture.startUntil(STEP, job, "up");
            fixture.reopen();
            fixture.executor.adopt(STEP, job);
            fixture.recorder.awaitStart(STEP);
            assertThat(root.resolve("out/file")).hasContent("kept");
            fixture.executor.stop(STEP);
            fixture.recorder.awaitEnd(STEP);
            assertThat(root.resolve("out/file")).hasContent("kept");
        }
    }

    @Test
    void aWrapperKilledWhileNobodyWatchedIsUnknownAndItsTreeEnds() throws Exception {
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, job("(setsid sleep 1000 &); echo up; sleep 1000"), "up");
            fixture.executor.close();
            ExecutorFixture.kill("KILL", fixture.wrapper(STEP).pid());
            fixture.reopen();
            fixture.executor.adopt(STEP, job("echo again"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isInstanceOf(Exit.Unknown.class);
            assertThat(fixture.processes(STEP)).isEmpty();
            fixture.reopen();
            fixture.executor.adopt(STEP, job("echo again"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isInstanceOf(Exit.Unknown.class);
            assertThat(fixture.log(STEP)).startsWith("up\n").doesNotContain("again");
        }
    }

    @Test
    void anAttemptWhoseRecordsCannotBeReadForAWhileIsFollowedAndNotGivenUp() throws Exception {
        var folder = new AttemptFiles(home).folder(STEP.run());
        var aside = home.resolve("aside");
        var troubles = new LinkedBlockingQueue<String>();
        var handler = new TroubleHandler(troubles);
        Logger logger = Logger.getLogger("io.millrace.executor");
        logger.addHandler(handler);
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, job("echo up; sleep 1000"), "up");
            fixture.reopen();
            Files.move(folder, aside);
            Files.writeString(folder, "no folder");
            fixture.executor.adopt(STEP, job("echo again"));
            assertThat(troubles.poll(1, TimeUnit.MINUTES)).contains("cannot be read or written");
            Files.delete(folder);
            Files.move(aside, folder);
            fixture.recorder.awaitStart(STEP);
            fixture.executor.stop(STEP);
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(143));
            assertThat(fixture.log(STEP)).doesNotContain("again");
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static final class TroubleHandler extends Handler {
        private final Queue<String> troubles;

        TroubleHandler(Queue<String> troubles) {
            this.troubles = troubles;
        }

        @Override
        public void publish(LogRecord entry) {
            troubles.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void anAttemptFromBeforeTheLastBootIsUnknown() throws IOException {
        var files = new AttemptFiles(home);
        Files.createDirectories(files.folder(STEP.run()));
        Files.createSymbolicLink(files.claim(STEP), Path.of("1 1 another-boot"));
        try (var fixture = fixture(home)) {
            fixture.executor.adopt(STEP, job("echo again"));
            assertThat(fixture.recorder.awaitEnd(STEP))
                    .isEqualTo(new Exit.Unknown("the machine was restarted while it ran"));
            assertThat(fixture.log(STEP)).isEmpty();
        }
    }

    @Test
    void afterABootTheMissingClaimOfAnOldRunProvesNothing() throws IOException {
        Files.createDirectories(home.resolve("jobs"));
        Files.writeString(home.resolve("jobs/boots"), "another-boot 0 1\n");
        var newer = new AttemptId(new io.millrace.engine.core.RunId(2), 1, 1);
        try (var fixture = fixture(home)) {
            for (int i = 0; i < 3; i++) {
                fixture.executor.adopt(STEP, job("echo ran"));
                assertThat(fixture.recorder.awaitEnd(STEP)).isInstanceOf(Exit.Unknown.class);
                fixture.reopen();
            }
            fixture.executor.adopt(newer, job("exit 2"));
            assertThat(fixture.recorder.awaitEnd(newer)).isEqualTo(new Exit.Code(2));
            assertThat(fixture.log(STEP)).isEmpty();
        }
    }

    @Test
    void anotherProcessWithTheSamePidIsNotTheAttempt() throws IOException {
        var files = new AttemptFiles(home);
        Files.createDirectories(files.folder(STEP.run()));
        Files.createSymbolicLink(
                files.claim(STEP), Path.of(ProcessHandle.current().pid() + " 1 " + Boot.id()));
        try (var fixture = fixture(home)) {
            fixture.executor.stop(STEP);
            assertThat(fixture.recorder.awaitEnd(STEP)).isInstanceOf(Exit.Unknown.class);
        }
    }

    @Test
    void ofTwoExecutorsExactlyOneStartsAnAttempt() throws IOException {
        try (var one = fixture(home);
                var two = fixture(home)) {
            for (int node = 0; node < 100; node++) {
                one.executor.start(attempt(node), job("echo ran; exit 4"));
                two.executor.adopt(attempt(node), job("echo ran; exit 4"));
            }
            for (int node = 0; node < 100; node++) {
                assertThat(one.recorder.awaitEnd(attempt(node))).isEqualTo(new Exit.Code(4));
                assertThat(two.recorder.awaitEnd(attempt(node))).isEqualTo(new Exit.Code(4));
                assertThat(one.log(attempt(node))).isEqualTo("ran\n");
            }
        }
    }

    @Test
    void aKilledLauncherIsReplacedAndNothingIsLostOrDoubled() throws Exception {
        try (var fixture = fixture(LocalExecutorConfig.of(home).withGrace(Duration.ofSeconds(1)))) {
            var job = job(COUNTING, java.util.Map.of("GO", home + "/go"));
            fixture.startUntil(STEP, job, "up\n");
            long first = fixture.executor.launcherPid();
            IntStream.range(100, 200).forEach(node -> fixture.executor.start(attempt(node), job("echo ran; exit 2")));
            ExecutorFixture.kill("KILL", first);
            Awaitility.await().until(() -> fixture.executor.launcherPid() != first);
            for (int node = 100; node < 200; node++) {
                assertThat(fixture.recorder.awaitEnd(attempt(node))).isEqualTo(new Exit.Code(2));
                assertThat(fixture.log(attempt(node))).isEqualTo("ran\n");
            }
            Files.createFile(home.resolve("go"));
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(7));
            assertThat(fixture.log(STEP)).isEqualTo(counted(fixture.log(STEP)));
        }
    }
}
