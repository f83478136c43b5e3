package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobMount;
import io.millrace.executor.local.Confinement.Means;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Storages at the paths that steps ask for. */
class SandboxTest {
    private static final AttemptId STEP = attempt(1);

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void storage() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("known"), "known\n");
    }

    private JobMount at(String path) {
        return new JobMount("data", data.toString(), "", path, true, false);
    }

    private JobMount readOnly(String path) {
        return new JobMount("data", data.toString(), "", path, path.startsWith("/millrace"), true);
    }

    private Exit run(ExecutorFixture fixture, String command, JobMount... mounts) {
        return fixture.run(STEP, Jobs.withMounts(command, mounts));
    }

    private ExecutorFixture fixture(Sandbox sandbox) throws IOException {
        return new ExecutorFixture(
                LocalExecutorConfig.of(folder.resolve("home")).withSandbox(sandbox));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/millrace-test", "/millrace-test/a/b/", "/etc/millrace-test/x", "/var/run/millrace-test", "/mnt"
            })
    void aStorageIsSeenWhereTheStepWantsItAndNowhereElse(String path) throws IOException {
        boolean before = Files.exists(Path.of(path));
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        try (var fixture = fixture(Sandboxes.automatic())) {
            Exit exit = run(fixture, "cat " + path + "/known; echo new > " + path + "/new; pwd", at(path));
            assertThat(exit).isEqualTo(new Exit.Code(0));
            assertThat(fixture.log(STEP)).isEqualTo("known\n" + path.replaceAll("/$", "") + "\n");
            assertThat(data.resolve("new")).hasContent("new");
        }
        assertThat(Files.exists(Path.of(path))).isEqualTo(before);
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
    }

    @Test
    void theRestOfTheMachineIsThereAndLinksAreFollowed() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Files.writeString(real.resolve("file"), "here");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (var fixture = fixture(Sandboxes.automatic())) {
            String path = link + "/mounted";
            assertThat(run(
                            fixture,
                            "cat %s/file %s/known; test -c /dev/null; test -d /proc/self".formatted(link, path),
                            at(path)))
                    .isEqualTo(new Exit.Code(0));
            assertThat(fixture.log(STEP)).isEqualTo("hereknown\n");
        }
        assertThat(real.resolve("mounted")).doesNotExist();
    }

    @Test
    void whatIsWrittenBesideAMountPointFailsRatherThanBeingLost() throws IOException {
        try (var fixture = fixture(Sandboxes.automatic())) {
            assertThat(run(fixture, "echo x > /millrace-lost", at("/millrace-test")))
                    .isEqualTo(new Exit.Code(2));
            assertThat(fixture.log(STEP)).contains("Read-only file system");
        }
    }

    @ParameterizedTest
    @CsvSource({"/millrace-test, true", "own, true"})
    void aReadOnlyStorageCannotBeWritten(String path, boolean refused) throws IOException {
        String seen = path.equals("own") ? data.toString() : path;
        try (var fixture = fixture(Sandboxes.automatic())) {
            Exit exit = run(fixture, "echo x > " + seen + "/new", readOnly(seen));
            assertThat(exit.equals(new Exit.Code(0))).isEqualTo(!refused);
            assertThat(data.resolve("new")).doesNotExist();
        }
    }

    @Test
    void aStorageThatIsBothReadOnlyAndMainCanBeWritten() throws IOException {
        var main = new JobMount("main", data.toString(), "", data.toString(), false, false);
        try (var fixture = fixture(Sandboxes.automatic())) {
            assertThat(run(fixture, "echo x > new", main, readOnly(data.toString())))
                    .isEqualTo(new Exit.Code(0));
            assertThat(data.resolve("new")).hasContent("x");
        }
    }

    @Test
    void subPathsAreMadeAndMountedAlone() throws IOException {
        var part = new JobMount("data", data.toString(), "a/b", "/millrace-test", true, false);
        try (var fixture = fixture(Sandboxes.automatic())) {
            assertThat(run(fixture, "echo x > file; ls /millrace-test", part)).isEqualTo(new Exit.Code(0));
            assertThat(fixture.log(STEP)).isEqualTo("file\n");
            assertThat(data.resolve("a/b/file")).hasContent("x");
        }
    }

    @Test
    void storagesAreMountedInsideOfEachOther() throws IOException {
        Files.createDirectory(data.resolve("inner"));
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("deep"), "deep\n");
        var inner = new JobMount("other", other.toString(), "", "/millrace-test/inner", true, true);
        try (var fixture = fixture(Sandboxes.automatic())) {
            assertThat(run(fixture, "cat deep ../known", inner, at("/millrace-test")))
                    .isEqualTo(new Exit.Code(0));
            assertThat(fixture.log(STEP)).isEqualTo("deep\nknown\n");
        }
        assertThat(data.resolve("inner")).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            relative/path        | must begin with a slash
            /                    | must begin with a slash and name a folder
            /etc/passwd          | /etc/passwd is a file
            /etc/passwd/x        | /etc/passwd is a file
            /proc/millrace       | nothing can be added to /proc
            /dev/shm/millrace    | nothing can be added to /dev/shm
            """)
    void aMountPathThatCannotBeIsTheReasonNotToStart(String path, String reason) throws IOException {
        Sandbox sandbox = Sandboxes.automatic();
        assertThat(sandbox.refusal(List.of(at(path)))).get(STRING).contains(path, reason);
        try (var fixture = fixture(sandbox)) {
            assertNotStarted(run(fixture, "echo ran", at(path))).contains(reason);
            assertThat(fixture.log(STEP)).isEmpty();
        }
    }

    @Test
    void twoStoragesAtOnePathAreRefused() {
        var other = new JobMount("other", folder.toString(), "", "/millrace-test/", true, false);
        assertThat(Sandboxes.automatic().refusal(List.of(at("/millrace-test"), other)))
                .get(STRING)
                .contains("storage 'data' is mounted there too");
    }

    @Test
    void aMountPointInsideOfAStorageHasToBeThere() throws IOException {
        var inner = new JobMount("other", folder.toString(), "", "/millrace-test/inner", true, false);
        try (var fixture = fixture(Sandboxes.automatic())) {
            assertNotStarted(run(fixture, "echo ran", at("/millrace-test"), inner))
                    .contains("make the folder " + data + "/inner first");
        }
        assertThat(data.resolve("inner")).doesNotExist();
    }

    @Test
    void aFolderWithTooManyEntriesIsNotRebuilt() throws IOException {
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < 1001; i++) {
            Files.createFile(many.resolve("file" + i));
        }
        assertThat(Sandboxes.automatic().refusal(List.of(at(many + "/x"))))
                .get(STRING)
                .contains("more than 1000 entries", "make the folder for it yourself");
    }

    @Test
    void aStorageThatDisappearedIsTheReasonNotToStart() throws IOException {
        var gone = new JobMount("gone", folder + "/gone", "", "/millrace-test", true, true);
        try (var fixture = fixture(Sandboxes.automatic())) {
            assertNotStarted(run(fixture, "echo ran", gone)).contains("sandbox cannot be made", folder + "/gone");
        }
    }

    @Test
    void withoutBubblewrapAMountPathIsRefusedAndTheRestRuns() throws IOException {
        Sandbox none = Sandbox.of(Sandbox.Mode.AUTO, true, "no-such-bwrap");
        assertThat(none.missing()).isEmpty();
        assertThat(none.refusal(List.of(at("/millrace-test"))))
                .get(STRING)
                .contains("'data' is to be mounted at /millrace-test", "install the package 'bubblewrap'");
        try (var fixture = fixture(none)) {
            assertNotStarted(run(fixture, "echo ran", at("/millrace-test"))).contains("'bubblewrap'");
            assertThat(fixture.run(attempt(2), Jobs.withMounts("cat known", readOnly(data.toString()))))
                    .isEqualTo(new Exit.Code(0));
        }
    }

    @Test
    void neverMeansThatAMountPathIsRefused() {
        Sandbox never = Sandbox.of(Sandbox.Mode.NEVER, true, "bwrap");
        assertThat(never.refusal(List.of(at("/millrace-test")))).get(STRING).contains("--sandbox never");
        assertThat(never.refusal(List.of(readOnly(data.toString())))).isEmpty();
    }

    @Test
    void aProgramThatMakesNoSandboxIsNamedWithWhatItSaid() throws IOException {
        Path broken =
                Files.writeString(folder.resolve("bwrap"), "#!/bin/sh\necho setting up uid map: denied >&2; exit 1\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        assertThat(Sandbox.of(Sandbox.Mode.ALWAYS, true, broken.toString()).missing())
                .get(STRING)
                .contains("setting up uid map: denied", "user namespaces must be allowed");
    }

    @Test
    void theNetworkCanBeKeptFromSteps() throws IOException {
        Sandboxes.automatic();
        try (var fixture = fixture(Sandbox.of(Sandbox.Mode.AUTO, false, "bwrap"))) {
            assertThat(fixture.run(STEP, Jobs.job("grep -c : /proc/net/dev"))).isEqualTo(new Exit.Code(0));
            assertThat(fixture.log(STEP)).isEqualTo("1\n");
            assertThat(fixture.confinement(STEP))
                    .contains(new Confinement(true, false, Means.UNLIMITED, Means.UNLIMITED));
        }
    }

    @Test
    void onlyStepsThatNeedItAreSandboxed() throws IOException {
        try (var fixture = fixture(Sandboxes.automatic())) {
            fixture.run(STEP, Jobs.withMounts("true", at("/millrace-test")));
            fixture.run(attempt(2), Jobs.job("true"));
            assertThat(fixture.confinement(STEP)).get().matches(Confinement::sandbox);
            assertThat(fixture.confinement(attempt(2))).isEmpty();
        }
    }

    @Test
    void nothingThatMillraceHasOpenReachesTheStep() throws IOException {
        try (var fixture = fixture(Sandboxes.forAll())) {
            fixture.run(STEP, Jobs.job("ls -l /proc/self/fd"));
            assertThat(fixture.log(STEP))
                    .contains("0 -> /dev/null")
                    .doesNotContain("pipe:", "socket:", "3 -> /dev", "4 -> ");
        }
    }

    @Test
    void aStepCannotReachProcessesOutside() throws IOException {
        try (var fixture = fixture(Sandboxes.forAll())) {
            assertThat(fixture.run(
                            STEP, Jobs.job("kill -0 " + ProcessHandle.current().pid())))
                    .isNotEqualTo(new Exit.Code(0));
        }
    }

    private static AbstractStringAssert<?> assertNotStarted(Exit exit) {
        assertThat(exit).isInstanceOf(Exit.NotStarted.class);
        return assertThat(exit instanceof Exit.NotStarted not ? not.reason() : "");
    }
}
