package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.inFolder;
import static io.millrace.executor.local.Jobs.job;
import static io.millrace.executor.local.Jobs.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalExecutorTest extends ExecutorTest {
    private static final AttemptId STEP = attempt(17);

    @TempDir
    private Path home;

    private ExecutorFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = fixture(home);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0} ends with {1}")
    @CsvSource(textBlock = """
            true,                                 0
            '',                                   0
            exit 1,                               1
            exit 3,                               3
            exit 255,                             255
            kill -KILL $$,                        137
            kill -TERM $$,                        143
            kill -SEGV $$,                        139
            no-such-command,                      127
            /dev/null,                            126
            exec >&- 2>&-; echo x,                *
            yes 2>/dev/null | head -n 1; true,    0
            """)
    void theExitCodeIsThatOfTheCommand(String command, String code) {
        Exit exit = fixture.run(STEP, job(command));
        if (code.equals("*")) {
            assertThat(exit).isInstanceOf(Exit.Code.class);
        } else {
            assertThat(exit).isEqualTo(new Exit.Code(Integer.parseInt(code)));
        }
    }

    @Test
    void standardOutputAndErrorGoToOneLogInOrder() {
        fixture.run(STEP, job("echo one; echo two >&2; echo three; exit 4"));
        assertThat(fixture.log(STEP)).isEqualTo("one\ntwo\nthree\n");
        assertThat(fixture.recorder.starts(STEP)).isEqualTo(1);
    }

    @Test
    void outputThatIsNotTextArrivesByteForByte() throws IOException {
        fixture.run(STEP, job("printf '\\000\\377\\200\\r\\n'; head -c 100000 /dev/zero"));
        byte[] log = Files.readAllBytes(fixture.executor.files().log(STEP));
        assertThat(log).hasSize(100_005).startsWith(0, 255, 128, 13, 10);
    }

    @Test
    void theInputIsEmpty() {
        assertThat(fixture.run(STEP, job("cat; echo end"))).isEqualTo(new Exit.Code(0));
        assertThat(fixture.log(STEP)).isEqualTo("end\n");
    }

    @ParameterizedTest
    @CsvSource({"PIPE", "INT", "TERM", "CHLD", "HUP", "QUIT"})
    void signalsHaveTheirUsualMeaningForTheCommand(String signal) {
        Exit exit = fixture.run(STEP, job("sh -c 'kill -" + signal + " $$'; echo $?"));
        assertThat(exit).isEqualTo(new Exit.Code(0));
        assertThat(fixture.log(STEP)).contains(signal.equals("CHLD") ? "0\n" : "1");
    }

    @Test
    void commandsKeepQuotesNewlinesAndOtherCharacters() {
        fixture.run(STEP, job("echo 'a  b' \"c'd\" \\\\ '$HOME' ;\n\necho \"日本 é\"\t# end"));
        assertThat(fixture.log(STEP).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo("a  b c'd \\ $HOME\n日本 é\n");
    }

    @Test
    void aCommandThatIsTooLongForAnArgumentRunsFromAFile() {
        String padding = "# " + "x".repeat(200_000) + "\n";
        assertThat(fixture.run(STEP, job(padding + "echo ran; exit 5"))).isEqualTo(new Exit.Code(5));
        assertThat(fixture.log(STEP)).isEqualTo("ran\n");
    }

    @Test
    void variablesArriveAsTheyAreBesideThoseOfMillrace() {
        Map<String, String> env = Map.of("LINES", "a\nb\n", "EMPTY", "", "QUOTED", "'\"$x`", "CONTROL", "\u0001\u007f");
        fixture.run(STEP, job("env -0; printf '%s' \"$LINES\"", env));
        assertThat(fixture.log(STEP).split("\0"))
                .contains("LINES=a\nb\n", "EMPTY=", "QUOTED='\"$x`", "CONTROL=\u0001\u007f")
                .contains("PATH=" + System.getenv("PATH"))
                .anyMatch(variable -> variable.startsWith("MILLRACE_ATTEMPT="));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(textBlock = """
            A=B,  x,    'cannot be the name'
            '',   x,    'cannot be the name'
            NUL,  x@y, 'environment variable NUL contains a NUL'
            """)
    void variablesThatCannotBeArePassedOnAsReasons(String name, String value, String reason) {
        String text = value.replace('@', '\0');
        assertThat(fixture.run(STEP, job("true", Map.of(name, text))))
                .isInstanceOfSatisfying(
                        Exit.NotStarted.class, exit -> assertThat(exit.reason()).contains(reason));
    }

    @Test
    void anEnvironmentThatTheSystemRefusesIsAReasonToo() {
        assertThat(fixture.run(STEP, job("true", Map.of("BIG", "x".repeat(200_000)))))
                .isInstanceOfSatisfying(
                        Exit.NotStarted.class,
                        exit -> assertThat(exit.reason()).matches("cannot run .*: Argument list too long"));
    }

    @Test
    void theCommandRunsInItsWorkingDirectory() throws IOException {
        Path folder = Files.createDirectories(home.resolve("a b/ü"));
        fixture.run(STEP, inFolder("pwd -P", folder.toString()));
        assertThat(fixture.log(STEP)).endsWith("\n").contains("/a b/");
    }

    @Test
    void aMissingWorkingDirectoryIsTheReasonNotToStart() {
        Exit exit = fixture.run(STEP, inFolder("echo ran", home + "/missing"));
        assertThat(exit)
                .isEqualTo(new Exit.NotStarted(
                        "cannot enter the working directory " + home + "/missing: No such file or directory"));
        assertThat(fixture.log(STEP)).doesNotContain("ran");
    }

    @Test
    void b45OldOutputsAreRemovedAndTheirFoldersMade() throws IOException {
        Path root = Files.createDirectories(home.resolve("fs"));
        Files.createDirectories(root.resolve("old/deep/er"));
        Files.writeString(root.resolve("old/deep/er/file"), "x");
        Files.writeString(root.resolve("single"), "x");
        Path outside = Files.writeString(home.resolve("outside"), "kept");
        Files.createSymbolicLink(root.resolve("old/link"), outside);
        Files.createSymbolicLink(root.resolve("dirlink"), home);
        Exit exit = fixture.run(
                STEP, withOutputs("ls -A . new/parent", root, "old", "single", "dirlink", "new/parent/out"));
        assertThat(exit).isEqualTo(new Exit.Code(0));
        assertThat(fixture.log(STEP)).isEqualTo(".:\nnew\n\nnew/parent:\n");
        assertThat(outside).hasContent("kept");
    }

    @ParameterizedTest
    @CsvSource({"../x", "/etc/x", "a/../../x", "''", "out/../..", "escape/x", "escape/deeper/x"})
    void anOutputOutsideOfTheStorageIsRefused(String output) throws IOException {
        Path root = Files.createDirectories(home.resolve("fs"));
        Path outside = Files.createDirectories(home.resolve("outside"));
        Files.writeString(outside.resolve("x"), "kept");
        Files.createSymbolicLink(root.resolve("escape"), outside);
        assertThat(fixture.run(STEP, withOutputs("echo ran", root, output))).isInstanceOf(Exit.NotStarted.class);
        assertThat(outside.resolve("x")).hasContent("kept");
        assertThat(fixture.log(STEP)).isEmpty();
    }

    @Test
    void twoHundredStepsAtOnceAllEnd() {
        IntStream.range(0, 200).forEach(node -> fixture.executor.start(attempt(node), job("exit " + node % 7)));
        IntStream.range(0, 200)
                .forEach(node ->
                        assertThat(fixture.recorder.awaitEnd(attempt(node))).isEqualTo(new Exit.Code(node % 7)));
    }

    @Test
    void theSameAttemptStartsOnce() {
        for (int i = 0; i < 20; i++) {
            fixture.executor.start(STEP, job("echo ran"));
        }
        assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(0));
        fixture.executor.start(STEP, job("echo ran"));
        assertThat(fixture.run(attempt(18), job("true"))).isEqualTo(new Exit.Code(0));
        assertThat(fixture.log(STEP)).isEqualTo("ran\n");
    }

    @Test
    void aMissingInterpreterIsNamedWithItsPackage() {
        LocalExecutorConfig config = LocalExecutorConfig.of(home).withInterpreter("no-such-perl");
        assertThatThrownBy(() -> new LocalExecutor(config, new Recorder()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-perl")
                .hasMessageContaining("perl-base");
    }

    @Test
    void anInterpreterThatDoesNotWorkIsAReasonNotToStart() throws IOException {
        try (var broken = fixture(LocalExecutorConfig.of(home.resolve("broken")).withInterpreter("false"))) {
            Exit exit = broken.run(STEP, job("true"));
            assertThat(exit)
                    .isInstanceOfSatisfying(
                            Exit.NotStarted.class,
                            not -> assertThat(not.reason()).contains("launcher.log"));
        }
    }

    @Test
    void noProcessIsLeftWhenTheExecutorIsClosedAndItsStepsHaveEnded() {
        fixture.run(STEP, job("true"));
        fixture.close();
        Awaitility.await().until(() -> fixture.processes(STEP).isEmpty());
        assertThat(fixture.executor.files().jobs().resolve("launcher.log")).isEmptyFile();
    }
}
