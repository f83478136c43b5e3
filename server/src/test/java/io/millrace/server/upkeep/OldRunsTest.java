package io.millrace.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.StoredInputs;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRequestJson;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.retention.RunFiles;
import io.millrace.engine.retention.RunRemoval;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.store.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of old runs in a real database. */
class OldRunsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String REQUEST =
            RunRequestJson.write(new RunRequest("anna", Map.of(), false, CacheStrategy.CONTENT, CompileRequest.PLAIN));
    private static final Duration AGE = Duration.ofDays(90);

    @TempDir
    Path folder = Path.of("");

    private SqliteStore store;

    private Instant now = START;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("millrace.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RunId run(Instant created, Optional<Instant> ended, Optional<RunId> retryOf) {
        RunId run = store.create(new NewRun("p", "anna", "", "", "", "name: p", REQUEST, retryOf, created));
        RunStatus status = ended.isPresent() ? RunStatus.FAILED : RunStatus.RUNNING;
        RunRow row = new RunRow(run, status, "", Optional.of(created), ended, ended.orElse(created));
        store.commit(new Batch(List.of(), List.of(row), List.of(), List.of()));
        return run;
    }

    private RunId ended(Instant at) {
        return run(at, Optional.of(at), Optional.empty());
    }

    private OldRuns work() {
        RunRemoval removal = new RunRemoval(
                store,
                store.queries(),
                new RunFiles(folder.resolve("jobs"), store.artifacts(), new StoredInputs()),
                () -> now);
        return new OldRuns(store.retention(), removal, AGE, () -> now);
    }

    private boolean exists(RunId run) {
        return store.queries().run(run).isPresent();
    }

    @Test
    void runsGoWhenTheyEndedLongAgoAFewAtATime() {
        for (int i = 0; i < 30; i++) {
            ended(START);
        }
        RunId young = ended(START.plus(Duration.ofDays(1)));
        now = START.plus(AGE).plusMillis(1);
        OldRuns work = work();
        assertThat(work.portion()).isTrue();
        assertThat(exists(new RunId(20))).isFalse();
        assertThat(exists(new RunId(21))).isTrue();
        assertThat(work.portion()).isFalse();
        assertThat(exists(new RunId(30))).isFalse();
        assertThat(exists(young)).isTrue();
        now = now.plus(Duration.ofDays(1));
        assertThat(work.portion()).isFalse();
        assertThat(exists(young)).isFalse();
    }

    @Test
    void whatHasNotEndedOrIsInUseStays() {
        RunId running = run(START, Optional.empty(), Optional.empty());
        RunId longOne = run(START, Optional.of(START.plus(AGE)), Optional.empty());
        RunId retried = ended(START);
        RunId retry = run(START, Optional.empty(), Optional.of(retried));
        RunId old = ended(START);
        now = START.plus(AGE).plusMillis(1);
        assertThat(work().portion()).isFalse();
        assertThat(List.of(running, longOne, retried, retry)).allMatch(this::exists);
        assertThat(exists(old)).isFalse();
    }
}
