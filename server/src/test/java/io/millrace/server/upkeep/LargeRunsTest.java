package io.millrace.server.upkeep;

import static io.millrace.server.upkeep.KeptRuns.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.core.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs go when their artifacts are too much. */
class LargeRunsTest {
    private final KeptRuns runs;

    LargeRunsTest(@TempDir Path folder) {
        this.runs = new KeptRuns(folder);
    }

    @AfterEach
    void close() {
        runs.close();
    }

    private LargeRuns work(long most) {
        return new LargeRuns(runs.store.queries(), runs.store.retention(), runs.store, runs.files, runs.removal, most);
    }

    private static int round(LargeRuns work) {
        int portions = 1;
        while (work.portion()) {
            portions++;
        }
        return portions;
    }

    private RunId large(int bytes) throws IOException {
        RunId run = runs.ended(START);
        runs.artifact(run, bytes, Optional.empty());
        return run;
    }

    private List<RunId> large(int bytes, int count) throws IOException {
        List<RunId> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(large(bytes));
        }
        return all;
    }

    @Test
    void theOldestGoUntilTheRestIsSmallEnough() throws Exception {
        RunId small = runs.ended(START);
        List<RunId> all = large(100, 50);
        round(work(2_000));
        assertThat(all.subList(0, 30)).noneMatch(runs::exists);
        assertThat(all.subList(30, 50)).allMatch(runs::exists);
        assertThat(runs.exists(small)).as("has nothing to give").isTrue();
        assertThat(runs.store.retention().artifactBytes()).isEqualTo(2_000);
    }

    @Test
    void whatWasMeasuredIsNotMeasuredAgain() throws Exception {
        List<RunId> all = large(100, 45);
        LargeRuns work = work(4_500);
        assertThat(round(work)).as("a few at a time").isEqualTo(4);
        assertThat(runs.store.retention().notWeighed(0, 1)).isEmpty();
        assertThat(round(work)).as("nothing is new").isEqualTo(2);
        assertThat(all).allMatch(runs::exists);
        RunId newest = large(100);
        assertThat(round(work)).isEqualTo(3);
        assertThat(runs.exists(all.getFirst())).isFalse();
        assertThat(runs.exists(newest)).isTrue();
    }

    @Test
    void whatRunsCountsAndStays() throws Exception {
        RunId live = runs.live();
        runs.artifact(live, 800, Optional.empty());
        RunId old = large(100);
        RunId young = large(100);
        LargeRuns work = work(900);
        round(work);
        assertThat(runs.exists(old)).isFalse();
        assertThat(List.of(live, young)).allMatch(runs::exists);
        runs.end(live);
        RunId newest = large(200);
        round(work);
        assertThat(List.of(live)).noneMatch(runs::exists);
        assertThat(List.of(young, newest)).allMatch(runs::exists);
    }

    @Test
    void aRunWhoseResultsAreUsedGoesAfterThoseThatUseThem() throws Exception {
        RunId origin = large(1_000);
        RunId user = runs.ended(START);
        runs.artifact(user, 100, Optional.of(origin));
        RunId other = large(100);
        round(work(1_150));
        assertThat(runs.exists(user)).isFalse();
        assertThat(List.of(origin, other)).as("small enough then").allMatch(runs::exists);
        RunId next = runs.ended(START);
        runs.artifact(next, 100, Optional.of(origin));
        round(work(100));
        assertThat(List.of(origin, other, next)).noneMatch(runs::exists);
    }

    @Test
    void whatCannotBeLookedAtOrRemovedIsToldAndTriedAgain() throws Exception {
        RunId first = large(100);
        runs.misleading(true);
        LargeRuns work = work(50);
        assertThatThrownBy(() -> round(work)).hasMessageContaining("the files of run-000001 cannot be looked at");
        runs.misleading(false);
        RunId second = large(100);
        round(work(100));
        assertThat(runs.exists(first)).isFalse();
        runs.misleading(true);
        assertThatThrownBy(() -> round(work)).hasMessageContaining(second + " is being deleted, but not all");
        runs.misleading(false);
        round(work);
        assertThat(runs.exists(second)).isFalse();
    }
}
