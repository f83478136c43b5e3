package io.millrace.server.upkeep;

import static io.millrace.server.upkeep.KeptRuns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.core.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of old runs in a real database. */
class OldRunsTest {
    private static final Duration AGE = Duration.ofDays(90);

    private final KeptRuns runs;

    OldRunsTest(@TempDir Path folder) {
        this.runs = new KeptRuns(folder);
    }

    @AfterEach
    void close() {
        runs.close();
    }

    private OldRuns work() {
        return new OldRuns(runs.store.retention(), runs.removal, AGE, () -> runs.now);
    }

    @Test
    void runsGoWhenTheyEndedLongAgoAFewAtATime() {
        for (int i = 0; i < 30; i++) {
            runs.ended(START);
        }
        RunId young = runs.ended(START.plus(Duration.ofDays(1)));
        runs.now = START.plus(AGE).plusMillis(1);
        OldRuns work = work();
        assertThat(work.portion()).isTrue();
        assertThat(runs.exists(new RunId(20))).isFalse();
        assertThat(runs.exists(new RunId(21))).isTrue();
        assertThat(work.portion()).isFalse();
        assertThat(runs.exists(new RunId(30))).isFalse();
        assertThat(runs.exists(young)).isTrue();
        runs.now = runs.now.plus(Duration.ofDays(1));
        assertThat(work.portion()).isFalse();
        assertThat(runs.exists(young)).isFalse();
    }

    @Test
    void whatHasNotEndedOrIsInUseStays() {
        RunId running = runs.live();
        RunId longOne = runs.run(START, Optional.of(START.plus(AGE)), Optional.empty());
        RunId retried = runs.ended(START);
        RunId retry = runs.run(START, Optional.empty(), Optional.of(retried));
        RunId old = runs.ended(START);
        runs.now = START.plus(AGE).plusMillis(1);
        assertThat(work().portion()).isFalse();
        assertThat(List.of(running, longOne, retried, retry)).allMatch(runs::exists);
        assertThat(runs.exists(old)).isFalse();
    }

    @Test
    void aRunThatCannotBeRemovedKeepsNoOtherFromIt() throws Exception {
        RunId stuck = runs.ended(START);
        runs.artifact(stuck, 100, Optional.empty());
        RunId other = runs.ended(START);
        runs.misleading(true);
        runs.now = START.plus(AGE).plusMillis(1);
        OldRuns work = work();
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(work::portion).hasMessageContaining(stuck + " is being deleted, but not all");
            assertThat(runs.exists(stuck)).isTrue();
            assertThat(runs.exists(other)).isFalse();
        }
        runs.misleading(false);
        assertThat(work.portion()).isFalse();
        assertThat(runs.exists(stuck)).isFalse();
    }
}
