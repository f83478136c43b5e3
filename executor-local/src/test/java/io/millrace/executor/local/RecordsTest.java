package io.millrace.executor.local;

import static io.millrace.executor.local.Jobs.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    private static final AttemptId STEP = attempt(3);

    @TempDir
    private Path home;

    @Test
    void theFirstRecordStays() throws IOException {
        var records = new Records(new AttemptFiles(home));
        assertThat(records.exit(STEP)).isEmpty();
        assertThat(records.conclude(STEP, new Exit.Code(7))).isEqualTo(new Exit.Code(7));
        assertThat(records.conclude(STEP, new Exit.Unknown("later"))).isEqualTo(new Exit.Code(7));
        assertThat(records.exit(STEP)).get().extracting(Records.Ended::exit).isEqualTo(new Exit.Code(7));
    }

    @Test
    void onlyOneGetsTheClaim() throws IOException {
        var records = new Records(new AttemptFiles(home));
        assertThat(records.claim(STEP)).isEmpty();
        assertThat(records.forbid(STEP, "no\nroom: größer")).isTrue();
        assertThat(records.forbid(STEP, "again")).isFalse();
        assertThat(records.claim(STEP)).contains(new Claim.Nobody("no room: gr??er"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "code", "code x", "code -1", "code 1000", "kode 0", "0", "code 0 0"})
    void aRecordThatCannotBeReadIsNeverASuccess(String text) {
        assertThat(ExitText.parse(text)).isInstanceOf(Exit.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "137", "255"})
    void codesComeBack(int code) {
        assertThat(ExitText.parse(ExitText.of(new Exit.Code(code)))).isEqualTo(new Exit.Code(code));
    }

    @Test
    void aVeryLongReasonIsShortened() {
        assertThat(ExitText.of(new Exit.Unknown("x".repeat(10_000))))
                .hasSizeLessThan(1000)
                .endsWith("...");
    }

    @Test
    void runsOfEarlierBootsAreRememberedAndNewOnesAreNot() throws IOException {
        BootMemory first = BootMemory.open(home, "one");
        first.touch(1000);
        assertThat(first.touchedBefore(1)).isFalse();
        assertThat(BootMemory.open(home, "one").touchedBefore(1000)).isFalse();
        BootMemory second = BootMemory.open(home, "two");
        assertThat(second.touchedBefore(1000)).isTrue();
        assertThat(second.touchedBefore(2000)).isFalse();
        second.touch(2000);
        assertThat(BootMemory.open(home, "two").touchedBefore(2000)).isFalse();
        assertThat(BootMemory.open(home, "three").touchedBefore(2000)).isTrue();
    }

    @Test
    void aDamagedMemoryOfBootsIsNamed() throws IOException {
        Files.writeString(home.resolve("boots"), "what is this");
        assertThatThrownBy(() -> BootMemory.open(home, "one"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(home.resolve("boots") + " is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "S x", "Z 1", "perl: warning 7"})
    void linesThatAreNoReportsAreLeftOut(String line) {
        assertThat(Report.parse(line)).isEmpty();
    }
}
