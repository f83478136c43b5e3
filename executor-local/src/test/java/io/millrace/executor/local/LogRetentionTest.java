package io.millrace.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.RunId;
import io.millrace.executor.local.LogRetention.Limits;
import io.millrace.executor.local.LogRetention.Log;
import io.millrace.executor.local.LogRetention.Stock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path home;

    private AttemptFiles files;
    private LogRetention retention;

    @BeforeEach
    void open() {
        files = new AttemptFiles(home);
        retention = new LogRetention(files);
    }

    private AttemptId log(int run, int daysAgo, int bytes) throws IOException {
        var attempt = new AttemptId(new RunId(run), 3, 2);
        Files.createDirectories(files.folder(attempt.run()));
        Files.write(files.log(attempt), new byte[bytes]);
        Files.setLastModifiedTime(files.log(attempt), FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
        return attempt;
    }

    private AttemptId ended(int run, int daysAgo, int bytes) throws IOException {
        AttemptId attempt = log(run, daysAgo, bytes);
        new Records(files).conclude(attempt, new Exit.Code(0));
        return attempt;
    }

    private static Limits limits(int days, long bytes) {
        return new Limits(
                days < 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
                bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    @ParameterizedTest(name = "within {0} days and {1} bytes: {2} go")
    @CsvSource(textBlock = """
            -1,   -1, ''
            100,  -1, ''
            30,   -1, '1 2'
            0,    -1, '1 2 3 4'
            -1, 1500, ''
            -1, 1499, '1'
            -1,  850, '1 2 3'
            -1,    0, '1 2 3 4'
            30, 1400, '1 2'
            30,  850, '1 2 3'
            """)
    void theOldestGoFirstAndASweepRemovesTheSame(int days, long bytes, String runs) throws IOException {
        List<AttemptId> all =
                List.of(ended(4, 1, 300), ended(2, 50, 200), ended(1, 60, 100), ended(3, 20, 350), log(5, 90, 550));
        for (int i = 100; i < 500; i++) {
            Files.createDirectories(files.folder(new RunId(i)));
        }
        Files.writeString(files.jobs().resolve("run-7"), "no folder");
        List<String> wanted = runs.isEmpty() ? List.of() : List.of(runs.split(" ", -1));
        Stock stock = retention.stock();
        assertThat(stock.bytes()).isEqualTo(1500);
        assertThat(stock.live()).isEqualTo(1);
        assertThat(stock.excess(limits(days, bytes), NOW))
                .extracting(log -> Long.toString(log.attempt().run().number()))
                .containsExactlyElementsOf(wanted);
        assertThat(sweep(limits(days, bytes))).as("portions").isGreaterThan(2);
        assertThat(all.stream()
                        .filter(attempt -> Files.notExists(files.log(attempt)))
                        .map(attempt -> Long.toString(attempt.run().number())))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    private int sweep(Limits limits) {
        try (LogSweep sweep = new LogSweep(files, limits, () -> NOW)) {
            int portions = 1;
            while (sweep.portion()) {
                portions++;
            }
            return portions;
        }
    }

    @Test
    void ofOneMinuteNoMoreGoThanNecessary() throws IOException {
        for (int i = 1; i <= 10; i++) {
            ended(i, 5, 100);
        }
        ended(11, 9, 50);
        sweep(limits(-1, 750));
        assertThat(retention.stock().bytes()).isEqualTo(700);
        assertThat(files.log(new AttemptId(new RunId(11), 3, 2))).doesNotExist();
    }

    @Test
    void aHomeInWhichNothingRanIsSwept() {
        assertThat(sweep(limits(30, 100))).isEqualTo(1);
    }

    @Test
    void onlyTheLogIsRemoved() throws IOException {
        AttemptId attempt = ended(1, 60, 100);
        Log log = retention.stock().ended().getFirst();
        assertThat(log).isEqualTo(new Log(attempt, 100, NOW.minus(Duration.ofDays(60))));
        assertThat(files.hasRun(attempt)).isTrue();
        retention.remove(log);
        retention.remove(log);
        assertThat(files.log(attempt)).doesNotExist();
        assertThat(new Records(files).exit(attempt)).isPresent();
        assertThat(retention.stock()).isEqualTo(new Stock(List.of(), 0, 0));
    }

    @Test
    void theLogOfALiveAttemptIsNeverRemoved() throws IOException {
        AttemptId attempt = log(1, 1000, 100);
        assertThat(retention.stock().ended()).isEmpty();
        assertThatThrownBy(() -> retention.remove(new Log(attempt, 100, NOW)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(files.log(attempt)).exists();
    }

    @Test
    void whatIsNoLogStaysAndDoesNotCount() throws IOException {
        AttemptId attempt = ended(1, 60, 100);
        Files.writeString(files.jobs().resolve("launcher.log"), "x");
        Files.writeString(files.folder(attempt.run()).resolve("notes.log"), "x");
        Files.createSymbolicLink(files.folder(attempt.run()).resolve("9-9.log"), home.resolve("elsewhere"));
        Files.createDirectories(files.jobs().resolve("run-x"));
        Files.writeString(files.jobs().resolve("run-7"), "no folder");
        assertThat(retention.stock().bytes()).isEqualTo(100);
    }

    @Test
    void aHomeWithoutRunsHasNoLogs() throws IOException {
        assertThat(retention.stock()).isEqualTo(new Stock(List.of(), 0, 0));
    }
}
