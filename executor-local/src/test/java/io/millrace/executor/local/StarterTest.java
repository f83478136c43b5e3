package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.inFolder;
import static io.millrace.executor.local.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that follow each other in one wrapper, which one shell starts, know nothing of each other. */
class StarterTest extends ExecutorTest {
    private static final AttemptId FIRST = attempt(1);
    private static final AttemptId SECOND = attempt(2);

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "a'b\"c\\d",
                "$HOME `id` $(id)",
                "two\nlines\n",
                "\t \r",
                "=1",
                "é Ё 漢 \u0081 \u0088",
                "\\n",
                "~",
                "!"
            })
    void aVariableArrivesAsItIs(String value) {
        fixture.run(FIRST, job("printf '%s' \"$WORD\"", Map.of("WORD", value)));
        assertThat(new String(fixture.log(FIRST).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINENO", "PS1", "OLDPWD", "MAIL", "_", "PATH"})
    void aVariableThatShellsFollowArrivesAsItIs(String name) {
        String value = name.equals("PATH") ? System.getenv("PATH") + ":/odd" : "odd value";
        fixture.run(FIRST, job("exec /usr/bin/env", Map.of(name, value)));
        String changedByShell = name.equals("_") ? "_=" : name + "=" + value + "\n";
        assertThat(fixture.log(FIRST)).contains(changedByShell);
    }

    @Test
    void aStepSeesNothingOfTheOneBefore() throws IOException {
        Path folder = Files.createDirectories(home.resolve("it's a folder"));
        fixture.run(FIRST, inFolder("WORD=1; export WORD; umask 077; ulimit -n 64; pwd", folder.toString()));
        assertThat(fixture.log(FIRST)).isEqualTo(folder.toRealPath() + "\n");
        String before = "echo ${WORD-none}; umask; ulimit -n";
        fixture.run(SECOND, inFolder(before + "; pwd", home.toString()));
        assertThat(fixture.log(SECOND))
                .startsWith("none\n")
                .doesNotContain("0077\n")
                .doesNotContain("\n64\n")
                .endsWith("\n" + home.toRealPath() + "\n");
        assertThat(fixture.wrapper(SECOND).pid())
                .isEqualTo(fixture.wrapper(FIRST).pid());
    }

    @Test
    void aFolderThatWasMadeAnewIsEnteredAnew() throws IOException {
        Path folder = Files.createDirectories(home.resolve("folder"));
        fixture.run(FIRST, inFolder("cd ..; rmdir folder; mkdir folder", folder.toString()));
        assertThat(fixture.run(SECOND, inFolder("touch here", folder.toString())))
                .isEqualTo(new Exit.Code(0));
        assertThat(folder.resolve("here")).exists();
    }

    @Test
    void aFolderThatIsMissingIsNamedAndTheNextStepRuns() {
        assertThat(fixture.run(FIRST, inFolder("true", home + "/none")))
                .isEqualTo(new Exit.NotStarted(
                        "cannot enter the working directory " + home + "/none: No such file or directory"));
        assertThat(fixture.run(SECOND, job("exit 4"))).isEqualTo(new Exit.Code(4));
    }

    @Test
    void aLogThatCannotBeWrittenIsNamed() throws IOException {
        fixture.run(FIRST, job("true"));
        Path log = fixture.executor.files().log(SECOND);
        Files.createDirectories(log);
        assertThat(fixture.run(SECOND, job("true")))
                .isEqualTo(new Exit.NotStarted("cannot write the log " + log + ": Is a directory"));
    }

    @Test
    void whoKillsTheShellThatStartedItLeavesNothingAndHarmsNobody() {
        Exit exit = fixture.run(FIRST, job("(setsid sleep 1000 &); kill -KILL $PPID; sleep 1000"));
        assertThat(exit).isEqualTo(new Exit.Unknown("the shell that started it was killed from outside"));
        assertThat(fixture.processes(FIRST)).isEmpty();
        assertThat(fixture.run(SECOND, job("exit 5"))).isEqualTo(new Exit.Code(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "ALRM"})
    void whoSignalsItsGroupHarmsNobodyElse(String signal) {
        fixture.run(FIRST, job("kill -" + signal + " 0; sleep 1000"));
        assertThat(fixture.run(SECOND, job("exit 6"))).isEqualTo(new Exit.Code(6));
        assertThat(fixture.processes(FIRST)).isEmpty();
    }
}
