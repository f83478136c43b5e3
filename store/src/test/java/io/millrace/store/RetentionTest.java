package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.cache.Facts;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.retention.RetentionQueries.Weight;
import io.millrace.engine.retention.RetentionStore.Verdict;
import io.millrace.pipeline.plan.CacheStrategy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What deleting a run changes in a real database. */
class RetentionTest {
    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("millrace.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RunId ended() {
        RunId run = store.create(Rows.newRun());
        store.commit(Rows.runs(Rows.run(run, RunStatus.SUCCEEDED)));
        return run;
    }

    private static NewRun retryOf(RunId run) {
        NewRun plain = Rows.newRun();
        return new NewRun(
                plain.name(),
                plain.user(),
                plain.storage(),
                plain.description(),
                plain.source(),
                plain.pipelineText(),
                plain.request(),
                Optional.of(run),
                plain.createdAt());
    }

    private static NodeRow keptFrom(RunId run, RunId origin) {
        NodeRow plain = Rows.node(run, 0, NodeStatus.SUCCEEDED);
        return new NodeRow(
                plain.run(),
                plain.node(),
                plain.parent(),
                plain.path(),
                plain.name(),
                plain.kind(),
                plain.iteration(),
                plain.status(),
                plain.message(),
                plain.jobId(),
                plain.attempts(),
                plain.exitCode(),
                plain.waiting(),
                Optional.of(origin),
                plain.startedAt(),
                plain.endedAt(),
                plain.detail());
    }

    private Verdict decide(RunId run, boolean checkReuse) {
        return store.decide(run, checkReuse, Rows.START);
    }

    private void finish(RunId run) {
        assertThat(decide(run, false)).isEqualTo(new Verdict.Decided());
        while (store.forgetSome(run)) {
            assertThat(store.queries().run(run)).as("the run goes last").isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(RunStatus.class)
    void onlyRunsThatHaveEndedAreDeleted(RunStatus status) {
        RunId run = store.create(Rows.newRun());
        store.commit(Rows.runs(Rows.run(run, status)));
        assertThat(decide(run, false))
                .isEqualTo(status.isFinal() ? new Verdict.Decided() : new Verdict.Unfinished(status));
        assertThat(decide(new RunId(99), false)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void whatARunLeftIsNotedOnceItHasEnded() {
        RunId small = ended();
        RunId live = store.create(Rows.newRun());
        RunId large = ended();
        RunId empty = ended();
        RunId unknown = ended();
        assertThat(store.retention().notWeighed(0, 2)).containsExactly(small, large);
        assertThat(store.retention().notWeighed(large.number(), 9)).containsExactly(empty, unknown);
        store.note(List.of(new Weight(small, 10), new Weight(live, 7), new Weight(large, 500), new Weight(empty, 0)));
        assertThat(store.retention().notWeighed(0, 9)).containsExactly(unknown);
        assertThat(store.retention().withArtifacts(0, 9))
                .containsExactly(new Weight(small, 10), new Weight(large, 500));
        assertThat(store.retention().withArtifacts(small.number(), 9)).containsExactly(new Weight(large, 500));
        assertThat(store.retention().artifactBytes()).isEqualTo(510);
        finish(large);
        assertThat(store.retention().artifactBytes()).isEqualTo(10);
        store.commit(Rows.runs(Rows.run(live, RunStatus.FAILED)));
        assertThat(store.retention().notWeighed(0, 9)).containsExactly(live, unknown);
    }

    @Test
    void aRunWhoseResultsWereTakenOverIsUsed() {
        RunId run = ended();
        RunId user = ended();
        store.commit(Rows.nodes(keptFrom(user, run), keptFrom(run, run)));
        assertThat(decide(run, true)).isEqualTo(new Verdict.Reused(List.of(user)));
        assertThat(store.queries().run(run)).isPresent();
        assertThat(decide(user, true)).isEqualTo(new Verdict.Decided());
        assertThat(decide(run, true)).as("its user is being deleted").isEqualTo(new Verdict.Decided());
    }

    @Test
    void aRetryThatHasNotTakenAnythingOverYetUsesItsRun() {
        RunId run = ended();
        RunId retry = store.create(retryOf(run));
        assertThat(decide(run, true)).isEqualTo(new Verdict.Reused(List.of(retry)));
        store.commit(Rows.runs(Rows.run(retry, RunStatus.FAILED)));
        assertThat(decide(run, true)).isEqualTo(new Verdict.Decided());
        assertThatThrownBy(() -> store.create(retryOf(run)))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("run-000001 is being deleted");
    }

    @Test
    void aBigRunGoesInPartsAndTakesNothingElse() {
        RunId run = store.create(Rows.newRun());
        RunId other = store.create(Rows.newRun());
        for (RunId each : List.of(run, other)) {
            List<EventRow> events = LongStream.rangeClosed(1, 5_000)
                    .mapToObj(sequence -> Rows.event(each, sequence))
                    .toList();
            store.commit(new Batch(
                    events,
                    List.of(Rows.run(each, RunStatus.FAILED)),
                    List.of(Rows.node(each, 0, NodeStatus.FAILED, Optional.of("{}"))),
                    List.of()));
        }
        assertThat(store.forgetSome(run)).as("nobody decided it").isFalse();
        assertThat(store.queries().nodes(run, -1, 10)).hasSize(1);
        assertThat(decide(run, true)).isEqualTo(new Verdict.Decided());
        assertThat(store.forgetSome(run)).isTrue();
        close();
        open();
        assertThat(store.queries().run(run)).as("half deleted").isPresent();
        finish(run);
        assertThat(store.queries().run(run)).isEmpty();
        assertThat(store.queries().nodes(run, -1, 10)).isEmpty();
        assertThat(store.queries().nodes(other, -1, 10)).hasSize(1);
        long[] events = {0};
        store.queries().events(other, 0, event -> events[0]++);
        assertThat(events[0]).isEqualTo(5_000);
        assertThat(store.create(Rows.newRun())).as("no number is given twice").isEqualTo(new RunId(3));
    }

    private static CacheEntry entry(RunId run, String path) {
        return new CacheEntry(
                "first",
                "second",
                "/data",
                "pipeline.yaml",
                "ann",
                "penguins",
                run,
                path,
                "job",
                CacheStrategy.CONTENT,
                NodeStatus.SUCCEEDED,
                Rows.START,
                Rows.START,
                -1,
                Map.of(),
                new Facts(Map.of()),
                new Facts(Map.of()));
    }

    @Test
    void ofEachStepOneEntryTellsWhyThereIsNothingToReuse() {
        RunId first = ended();
        RunId second = ended();
        store.add(entry(first, "train"));
        store.add(entry(first, "clean"));
        store.add(entry(second, "train"));
        finish(first);
        assertThat(entries()).containsExactly("3 train null", "2 clean run-000001 was deleted");
        assertThat(store.cache().candidates("first", "/data", "pipeline.yaml"))
                .extracting(CacheEntry.Stored::number)
                .containsExactly(3L);
        finish(second);
        assertThat(entries()).containsExactly("3 train run-000002 was deleted", "2 clean run-000001 was deleted");
        RunId third = ended();
        store.add(entry(third, "clean"));
        finish(third);
        assertThat(entries()).containsExactly("4 clean run-000003 was deleted", "3 train run-000002 was deleted");
    }

    @Test
    void uselessEntriesAreThoseThatAreStaleOrExpired() {
        long good = store.add(entry(ended(), "good"));
        long stale = store.add(entry(ended(), "stale"));
        long expired = store.add(expiring("expired", 60));
        store.add(expiring("later", 61));
        store.markStale(stale, "its outputs changed");
        Instant now = Rows.START.plusSeconds(60);
        assertThat(store.cache().useless(now, 10))
                .containsExactlyInAnyOrder(stale, expired)
                .doesNotContain(good);
        assertThat(store.cache().useless(now, 1)).hasSize(1);
    }

    private CacheEntry expiring(String path, long seconds) {
        CacheEntry plain = entry(ended(), path);
        return new CacheEntry(
                plain.first(),
                plain.second(),
                plain.storage(),
                plain.source(),
                plain.user(),
                plain.pipeline(),
                plain.run(),
                plain.path(),
                plain.jobId(),
                plain.strategy(),
                plain.status(),
                plain.createdAt(),
                plain.endedAt(),
                seconds,
                plain.outputs(),
                plain.definition(),
                plain.contents());
    }

    private List<String> entries() {
        return store.cache().entries(CacheFilter.ALL, 10).stream()
                .map(stored -> "%d %s %s"
                        .formatted(
                                stored.number(),
                                stored.entry().path(),
                                stored.stale().orElse("null")))
                .toList();
    }

    @Test
    void anAnswerThatIsNotedAfterItsRunWasDeletedIsForgotten() {
        RunId deleted = ended();
        RunId other = ended();
        finish(deleted);
        store.record(List.of(check(deleted), check(other)));
        assertThat(store.cache().check(deleted, 1)).isEmpty();
        assertThat(store.cache().check(other, 1)).isPresent();
    }

    private static CacheCheck check(RunId run) {
        return new CacheCheck(
                run,
                1,
                "pipeline.yaml",
                "train",
                Rows.START,
                Answer.MISS,
                "because",
                "first",
                "second",
                Optional.empty(),
                List.of());
    }
}
