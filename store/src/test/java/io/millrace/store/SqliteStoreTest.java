package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.StoreException;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.record.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqliteStoreTest {
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

    private void reopen() {
        store.close();
        open();
    }

    private List<EventRow> events(RunId run, long after) {
        List<EventRow> events = new ArrayList<>();
        store.queries().events(run, after, events::add);
        return events;
    }

    @Test
    void aRunIsReadAsItWasCreated() {
        RunId first = store.create(Rows.newRun());
        NewRun again = new NewRun(
                "naïve 管道 🐧",
                "ann",
                "",
                "line\nbreak\tand ' quote",
                "/a b/p.yaml",
                "name: x\n".repeat(100_000),
                "{}",
                Optional.of(first),
                Rows.START.plusMillis(1));
        RunId second = store.create(again);
        reopen();
        assertThat(second).isEqualTo(new RunId(2));
        RunRecord read = store.queries().run(second).orElseThrow();
        assertThat(read.created()).isEqualTo(again);
        assertThat(read.row())
                .isEqualTo(new RunRow(
                        second,
                        RunStatus.INITIATING,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Rows.START.plusMillis(1)));
    }

    @Test
    void aChangedRunIsReadAsItWasWritten() {
        RunId run = store.create(Rows.newRun());
        RunRow row = Rows.run(run, RunStatus.SUCCEEDED);
        store.commit(Rows.runs(Rows.run(run, RunStatus.RUNNING), row));
        assertThat(store.queries().run(run).orElseThrow().row()).isEqualTo(row);
        assertThat(store.queries().runs(RunFilter.ALL, 10))
                .containsExactly(new RunSummary(
                        run,
                        "penguins",
                        "root",
                        "main",
                        "a description",
                        "pipeline.yaml",
                        Optional.empty(),
                        RunStatus.SUCCEEDED,
                        "because",
                        Rows.START,
                        row.activatedAt(),
                        row.endedAt(),
                        row.updatedAt(),
                        Optional.empty()));
    }

    @Test
    void anUnknownRunIsAbsentAndHasNothing() {
        RunId unknown = new RunId(77);
        assertThat(store.queries().run(unknown)).isEmpty();
        assertThat(store.queries().nodes(unknown, -1, 10)).isEmpty();
        assertThat(events(unknown, 0)).isEmpty();
    }

    @Test
    void numbersOfRunsAreNotUsedTwice() throws Exception {
        store.create(Rows.newRun());
        RunId last = store.create(Rows.newRun());
        store.close();
        try (Session session = new SqliteFile(folder.resolve("millrace.db")).write()) {
            session.execute("DELETE FROM run WHERE id = " + last.number());
        }
        open();
        assertThat(store.create(Rows.newRun())).isEqualTo(new RunId(3));
    }

    @Test
    void aNodeIsReadAsItWasWrittenLast() {
        RunId run = store.create(Rows.newRun());
        store.commit(Rows.nodes(Rows.node(run, 0, NodeStatus.INIT)));
        NodeRow full = new NodeRow(
                run,
                0,
                -1,
                "sweep-1.train-2",
                "train",
                NodeRow.Kind.POST_PROCESS,
                3,
                NodeStatus.FAILED,
                "exit code 3",
                "job-run-000001-train-1a2b3c4d",
                2,
                Optional.of(3),
                "backoff",
                Optional.of(run),
                Optional.of(Rows.START),
                Optional.of(Rows.START.plusMillis(1)),
                Optional.of("{\"command\":\"x\"}"));
        store.commit(Rows.nodes(full));
        reopen();
        assertThat(store.queries().nodes(run, -1, 10)).containsExactly(full);
    }

    @Test
    void theDetailOfANodeStaysUntilAnotherOneIsWritten() {
        RunId run = store.create(Rows.newRun());
        Optional<String> last = Optional.empty();
        for (String detail : List.of("", "{\"a\":1}", "", "{\"a\":2}", "")) {
            Optional<String> written = Optional.of(detail).filter(text -> !text.isEmpty());
            last = written.or(lastOf(last));
            store.commit(Rows.nodes(Rows.node(run, 0, NodeStatus.RUNNING, written)));
            assertThat(store.queries().nodes(run, -1, 1).getFirst().detail()).isEqualTo(last);
        }
    }

    private static Supplier<Optional<String>> lastOf(Optional<String> last) {
        return () -> last;
    }

    @Test
    void nodesComeInPagesInTheirOrder() {
        RunId run = store.create(Rows.newRun());
        RunId other = store.create(Rows.newRun());
        List<NodeRow> rows = IntStream.range(0, 25)
                .mapToObj(number -> Rows.node(run, number, NodeStatus.INIT))
                .toList();
        store.commit(new Batch(List.of(), List.of(), rows.reversed(), List.of()));
        store.commit(Rows.nodes(Rows.node(other, 0, NodeStatus.INIT)));
        assertThat(store.queries().nodes(run, -1, 10)).isEqualTo(rows.subList(0, 10));
        assertThat(store.queries().nodes(run, 9, 10)).isEqualTo(rows.subList(10, 20));
        assertThat(store.queries().nodes(run, 19, 10)).isEqualTo(rows.subList(20, 25));
        assertThatIllegalArgumentException().isThrownBy(() -> store.queries().nodes(run, -1, 0));
    }

    @Test
    void eventsComeInOrderHoweverManyTheyAre() {
        RunId run = store.create(Rows.newRun());
        List<EventRow> rows = LongStream.rangeClosed(1, 1_501)
                .mapToObj(sequence -> Rows.event(run, sequence))
                .toList();
        store.commit(new Batch(rows, List.of(), List.of(), List.of()));
        assertThat(events(run, 0)).isEqualTo(rows);
        assertThat(events(run, 1_000)).isEqualTo(rows.subList(1_000, 1_501));
        assertThat(events(run, 1_501)).isEmpty();
    }

    @Test
    void aSinkMayAskAndWriteWhileItIsFed() {
        RunId run = store.create(Rows.newRun());
        store.commit(Rows.events(Rows.event(run, 1), Rows.event(run, 2)));
        List<Long> seen = new ArrayList<>();
        store.queries().events(run, 0, row -> {
            assertThat(store.queries().run(run)).isPresent();
            store.create(Rows.newRun());
            seen.add(row.sequence());
        });
        assertThat(seen).containsExactly(1L, 2L);
    }

    @Test
    void unfinishedRunsAreThoseWithoutAnEnd() {
        for (RunStatus status : RunStatus.values()) {
            RunId run = store.create(Rows.newRun());
            store.commit(Rows.runs(Rows.run(run, status)));
        }
        assertThat(store.queries().unfinishedRuns())
                .containsExactly(new RunId(1), new RunId(2), new RunId(3), new RunId(4));
        assertThat(store.queries().unfinishedRuns(1, 2)).containsExactly(new RunId(2), new RunId(3));
        assertThat(store.queries().unfinishedRuns(4, 2)).isEmpty();
    }

    @Test
    void eventsLeaveNoGapAndAreNotRepeated() {
        RunId run = store.create(Rows.newRun());
        store.commit(Rows.events(Rows.event(run, 1)));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.commit(Rows.events(Rows.event(run, 3))))
                .withMessageContaining("event 3 of run-000001");
        assertThatIllegalStateException().isThrownBy(() -> store.commit(Rows.events(Rows.event(run, 1))));
        store.commit(Rows.events(Rows.event(run, 2)));
        assertThat(events(run, 0)).hasSize(2);
    }

    @Test
    void aBatchIsWrittenWholeOrNotAtAll() {
        RunId run = store.create(Rows.newRun());
        Batch broken = new Batch(
                List.of(Rows.event(run, 1)),
                List.of(Rows.run(run, RunStatus.RUNNING)),
                List.of(Rows.node(run, 0, NodeStatus.INIT), Rows.node(new RunId(99), 0, NodeStatus.INIT)),
                List.of());
        assertThatIllegalStateException().isThrownBy(() -> store.commit(broken));
        assertThat(events(run, 0)).isEmpty();
        assertThat(store.queries().nodes(run, -1, 10)).isEmpty();
        assertThat(store.queries().run(run).orElseThrow().row().status()).isEqualTo(RunStatus.INITIATING);
    }

    @Test
    void anUnknownRunCannotChange() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.commit(Rows.runs(Rows.run(new RunId(5), RunStatus.RUNNING))))
                .withMessage("there is no run-000005 to change");
        assertThatIllegalStateException()
                .isThrownBy(() -> store.commit(Rows.events(Rows.event(new RunId(5), 1))))
                .withMessageContaining("FOREIGN KEY");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED", "TERMINATED", "SKIPPED"})
    void aRunThatHasEndedNeverChanges(RunStatus end) {
        RunId run = store.create(Rows.newRun());
        RunRow last = Rows.run(run, end);
        store.commit(Rows.runs(last));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.commit(Rows.runs(Rows.run(run, RunStatus.RUNNING))))
                .withMessage("run-000001 is %s and cannot become running", end.word());
        store.commit(Rows.runs(last));
        assertThat(store.queries().run(run).orElseThrow().row()).isEqualTo(last);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED", "TERMINATED", "CANCELLED", "SKIPPED"})
    void aNodeThatHasEndedNeverChanges(NodeStatus end) {
        RunId run = store.create(Rows.newRun());
        NodeRow last = Rows.node(run, 4, end, Optional.of("{\"a\":1}"));
        store.commit(Rows.nodes(last));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.commit(Rows.nodes(Rows.node(run, 4, NodeStatus.RUNNING))))
                .withMessageContaining("node 4 of run-000001 is " + end.word());
        assertThatIllegalStateException()
                .isThrownBy(() -> store.commit(Rows.nodes(Rows.node(run, 4, end, Optional.of("{\"a\":2}")))));
        store.commit(Rows.nodes(last));
        assertThat(store.queries().nodes(run, -1, 10)).containsExactly(last);
    }

    @Test
    void anEndedRunHasATimeOfItsEnd() {
        RunId run = store.create(Rows.newRun());
        RunRow endless = new RunRow(run, RunStatus.FAILED, "", Optional.empty(), Optional.empty(), Rows.START);
        assertThatIllegalStateException().isThrownBy(() -> store.commit(Rows.runs(endless)));
    }

    @Test
    void everyVirtualThreadGetsItsOwnNumberAndFindsItsRun() throws Exception {
        List<Future<RunId>> created = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 300; i++) {
                String name = "run-" + i;
                created.add(threads.submit(() -> createAndCheck(name)));
            }
        }
        List<RunId> ids = new ArrayList<>();
        for (Future<RunId> id : created) {
            ids.add(id.get());
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(300);
        assertThat(store.queries().runs(RunFilter.ALL, 1_000)).hasSize(300);
    }

    private RunId createAndCheck(String name) {
        RunId id = store.create(Rows.newRun(name, "root", ""));
        store.commit(Rows.events(Rows.event(id, 1)));
        assertThat(store.queries().run(id).orElseThrow().created().name()).isEqualTo(name);
        assertThat(events(id, 0)).hasSize(1);
        return id;
    }

    @Test
    void anInterruptDoesNotHideWhatWasWritten() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            boolean kept = threads.submit(() -> {
                        Thread.currentThread().interrupt();
                        store.create(Rows.newRun());
                        return Thread.interrupted();
                    })
                    .get();
            assertThat(kept).isTrue();
        }
        assertThat(store.queries().run(new RunId(1))).isPresent();
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        assertThatThrownBy(() -> store.create(Rows.newRun()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> store.queries().unfinishedRuns())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
    }
}
