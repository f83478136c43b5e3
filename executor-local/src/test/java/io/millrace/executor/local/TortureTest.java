package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static io.millrace.executor.local.Jobs.inFolder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that behave badly: their tree is gone afterwards, and all that they wrote is in the log. */
class TortureTest extends ExecutorTest {
    private static final AttemptId STEP = attempt(1);

    /** Waits for the file that the writer makes when it is done. */
    private static final String WAIT = "while [ ! -e done ]; do sleep 0.01; done; ";

    @TempDir
    private Path home;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', quoteCharacter = '^', textBlock = """
            double fork        @ (sh -c 'COUNT; touch done; exec sleep 1000' &); WAIT exit 3                    @ 3
            nohup              @ nohup sh -c 'COUNT; touch done; exec sleep 1000' 2>&1 & WAIT exit 3            @ 3
            setsid             @ setsid sh -c 'COUNT; touch done; exec sleep 1000' & WAIT exit 3                @ 3
            ignored TERM       @ trap '' TERM; (COUNT; touch done; while :; do sleep 1; done) & WAIT exit 3     @ 3
            closed stdout      @ exec 3>&1 >&- 2>&-; (COUNT >&3; touch done; exec sleep 1000) & WAIT exit 3     @ 3
            full pipe          @ COUNT | (sleep 0.3; cat); exit 3                                               @ 3
            reader that left   @ COUNT; yes 2>/dev/null | head -n 1 >/dev/null; exit 3                          @ 3
            killed             @ COUNT; kill -KILL $$                                                           @ 137
            terminated         @ COUNT; kill -TERM $$                                                           @ 143
            code 137           @ COUNT; exit 137                                                                @ 137
            code 143           @ COUNT; exit 143                                                                @ 143
            many children      @ i=0; while [ $i -lt 1000 ]; do i=$((i+1)); setsid sleep 1000 & done; COUNT; exit 3 @ 3
            """)
    void theTreeIsGoneAndTheLogIsComplete(String name, String command, int code) throws IOException {
        try (var fixture = fixture(home)) {
            String script = command.replace("COUNT", "seq 1 20000").replace("WAIT", WAIT);
            Exit exit = fixture.run(STEP, inFolder(script, home.toString()));
            assertThat(exit).isEqualTo(new Exit.Code(code));
            assertThat(fixture.processes(STEP)).isEmpty();
            assertThat(fixture.log(STEP))
                    .startsWith(IntStream.rangeClosed(1, 20000)
                            .mapToObj(i -> i + "\n")
                            .collect(Collectors.joining()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', quoteCharacter = '^', textBlock = """
            full pipe          @ yes | sh -c 'echo up >&2; exec sleep 1000'                               @ 143
            much output        @ echo up; seq 1 3000000; exec sleep 1000 @ 143
            thousand children  @ i=0; while [ $i -lt 1000 ]; do i=$((i+1)); setsid sleep 1000 & done; echo up; wait @ 143
            forks on and on    @ echo up; while :; do sleep 0.01 & sleep 0.01; done                       @ 143
            """)
    void stopEndsIt(String name, String command, int code) throws IOException {
        try (var fixture = fixture(home)) {
            fixture.startUntil(STEP, Jobs.job(command), "up");
            fixture.executor.stop(STEP);
            assertThat(fixture.recorder.awaitEnd(STEP)).isEqualTo(new Exit.Code(code));
            assertThat(fixture.processes(STEP)).isEmpty();
        }
    }

    @Test
    void outputThatIsNotTextIsWhole() throws IOException {
        try (var fixture = fixture(home)) {
            fixture.run(STEP, inFolder("head -c 3000000 /dev/urandom | tee copy", home.toString()));
            assertThat(fixture.log(STEP).getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(Files.readAllBytes(home.resolve("copy")));
        }
    }
}
