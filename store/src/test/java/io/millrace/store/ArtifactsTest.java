package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.engine.TimeSource;
import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.Artifact.Place;
import io.millrace.engine.artifact.ArtifactContent;
import io.millrace.engine.artifact.ArtifactContent.Absent;
import io.millrace.engine.artifact.ArtifactContent.Known;
import io.millrace.engine.artifact.ArtifactContent.Pending;
import io.millrace.engine.artifact.ArtifactContent.Unreadable;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.artifact.ArtifactFilter.Order;
import io.millrace.engine.artifact.ArtifactReader;
import io.millrace.engine.artifact.ArtifactStore.Finding;
import io.millrace.engine.artifact.Lineage;
import io.millrace.engine.artifact.Lineage.Bounds;
import io.millrace.engine.artifact.LineageSearch;
import io.millrace.engine.cache.RememberedContents;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.NodeRow;
import io.millrace.store.content.DigestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of artifacts in a real database, and who completes them. */
class ArtifactsTest {
    private static final Known FOUND = new Known("ab".repeat(32), 7, Rows.START);

    @TempDir
    Path folder;

    private SqliteStore store;
    private String location;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("millrace.db"));
        location = folder.toString();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ArtifactRow output(RunId run, int node, String path) {
        return row(run, node, ArtifactType.OUTPUT, path, How.RAN, Optional.empty());
    }

    private ArtifactRow input(RunId run, int node, String path) {
        return row(run, node, ArtifactType.INPUT, path, How.RAN, Optional.empty());
    }

    private ArtifactRow row(RunId run, int node, ArtifactType type, String path, How how, Optional<RunId> origin) {
        return new ArtifactRow(
                run, node, type, "of_" + path, 0, location, path, Rows.START, how, origin, Optional.empty());
    }

    /** Writes rows together with the nodes that they belong to. */
    private void commit(ArtifactRow... rows) {
        Set<Integer> nodes = new HashSet<>();
        List<NodeRow> fresh = new ArrayList<>();
        for (ArtifactRow row : rows) {
            if (nodes.add(row.node())) {
                fresh.add(Rows.node(row.run(), row.node(), NodeStatus.RUNNING));
            }
        }
        store.commit(new Batch(List.of(), List.of(), fresh, List.of(rows)));
    }

    private List<Artifact> list(ArtifactFilter filter) {
        return store.artifacts().artifacts(filter.in(Order.OLDEST_FIRST), 100);
    }

    private ArtifactContent content(long number) {
        return store.artifacts().artifact(number).orElseThrow().content();
    }

    @Test
    void aRecordIsReadAsItWasWrittenWithItsRunAndStep() {
        RunId run = store.create(Rows.newRun("penguins", "ann", "main"));
        ArtifactRow row = new ArtifactRow(
                run,
                3,
                ArtifactType.OUTPUT,
                "model",
                0,
                "/data",
                ".pipeline/x/model",
                Rows.START,
                How.REUSED,
                Optional.of(new RunId(17)),
                Optional.of(4L));
        commit(row);
        assertThat(list(ArtifactFilter.ALL))
                .containsExactly(new Artifact(1, row, "train-3", "", "penguins", "ann", "main", new Pending()));
    }

    @Test
    void pagesFollowEachOtherInBothOrders() {
        RunId run = store.create(Rows.newRun());
        for (int node = 0; node < 5; node++) {
            commit(output(run, node, "p" + node));
        }
        List<Long> up = new ArrayList<>();
        List<Long> down = new ArrayList<>();
        collect(Order.OLDEST_FIRST, up);
        collect(Order.NEWEST_FIRST, down);
        assertThat(up).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(down).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    private void collect(Order order, List<Long> numbers) {
        ArtifactFilter filter = ArtifactFilter.ALL.in(order);
        List<Artifact> page = store.artifacts().artifacts(filter, 2);
        while (!page.isEmpty()) {
            page.forEach(artifact -> numbers.add(artifact.number()));
            page = store.artifacts().artifacts(filter.after(page.getLast().number()), 2);
        }
    }

    @Test
    void aFindingCompletesEveryRecordOfThePlaceAndLaterOnes() {
        RunId run = store.create(Rows.newRun());
        commit(output(run, 0, "a"), input(run, 1, "a"), output(run, 1, "b"));
        store.complete(List.of(
                new Finding(new Place(location, "a"), FOUND),
                new Finding(new Place("/elsewhere", "b"), FOUND),
                new Finding(new Place(location, "b"), new Unreadable("no right to", Rows.START))));
        RunId later = store.create(Rows.newRun());
        commit(input(later, 0, "a"), row(later, 1, ArtifactType.OUTPUT, "a", How.REUSED, Optional.of(run)));
        assertThat(list(ArtifactFilter.ALL))
                .extracting(Artifact::content)
                .containsExactly(FOUND, FOUND, new Unreadable("no right to", Rows.START), FOUND, FOUND);
        store.complete(List.of(new Finding(new Place(location, "a"), new Absent(Rows.START))));
        assertThat(content(1)).as("what was found once stays").isEqualTo(FOUND);
    }

    private RememberedContents contents() {
        Contents contents =
                new Contents(new DigestFile(folder.resolve("digests")), TimeSource.SYSTEM, ContentLimits.DEFAULT);
        return new RememberedContents(contents, folder.resolve("manifests"));
    }

    private ArtifactReader reader(Predicate<CacheTicket> readByCache) {
        return new ArtifactReader(store, store.artifacts(), contents(), readByCache, () -> Rows.START);
    }

    @Test
    void whatACrashLeftUnreadIsReadByTheNextReader() throws IOException {
        RunId run = store.create(Rows.newRun());
        Files.writeString(folder.resolve("a"), "hello\n");
        commit(output(run, 0, "a"), output(run, 1, "missing"));
        store.close();
        open();
        reader(ticket -> false).close();
        assertThat(content(1))
                .isInstanceOfSatisfying(
                        Known.class, known -> assertThat(known.bytes()).isEqualTo(6));
        assertThat(content(2)).isEqualTo(new Absent(Rows.START));
        assertThat(folder.resolve("manifests"))
                .as("only the cache remembers manifests")
                .doesNotExist();
    }

    @Test
    void whatTheCacheReadsIsLeftToItUntilItIsDone() throws IOException {
        RunId run = store.create(Rows.newRun());
        Files.writeString(folder.resolve("a"), "hello\n");
        Files.writeString(folder.resolve("b"), "hello\n");
        commit(output(run, 0, "a"), output(run, 1, "b"));
        Set<CacheTicket> held = ConcurrentHashMap.newKeySet();
        held.add(new CacheTicket(run, 0));
        try (ArtifactReader reader = reader(held::contains)) {
            await().until(() -> content(2) instanceof Known);
            assertThat(content(1)).isEqualTo(new Pending());
            held.clear();
            await().until(() -> content(1) instanceof Known);
            Files.writeString(folder.resolve("c"), "x");
            commit(output(run, 2, "c"));
            reader.wake();
            await().until(() -> content(3) instanceof Known);
        }
    }

    /** make -> a -> use -> b, reused in a second run, and b -> last -> c in a third. */
    private void threeRuns() {
        RunId first = store.create(Rows.newRun());
        commit(output(first, 0, "a"), input(first, 1, "a"), output(first, 1, "b"));
        RunId second = store.create(Rows.newRun());
        commit(
                row(second, 0, ArtifactType.OUTPUT, "a", How.REUSED, Optional.of(first)),
                row(second, 1, ArtifactType.INPUT, "a", How.REUSED, Optional.of(first)),
                row(second, 1, ArtifactType.OUTPUT, "b", How.REUSED, Optional.of(first)));
        RunId third = store.create(Rows.newRun());
        commit(input(third, 0, "b"), output(third, 0, "c"));
    }

    private List<String> links(Lineage.Side side) {
        return side.links().stream()
                .map(link -> "%d.%d %s %s"
                        .formatted(
                                link.row().run().number(),
                                link.row().node(),
                                link.row().type().word(),
                                link.row().path()))
                .toList();
    }

    private Lineage lineage(String path, int depth, int links) {
        return new LineageSearch(store.artifacts())
                .of(list(ArtifactFilter.ALL.withPaths(Set.of(path))).getFirst(), new Bounds(depth, links));
    }

    @Test
    void lineageFollowsJobsInBothDirections() {
        threeRuns();
        Lineage last = lineage("c", 9, 99);
        assertThat(links(last.upstream()))
                .containsExactly("3.0 output c", "3.0 input b", "1.1 output b", "1.1 input a", "1.0 output a");
        assertThat(links(last.downstream())).isEmpty();
        Lineage first = lineage("a", 9, 99);
        assertThat(links(first.downstream()))
                .containsExactly(
                        "1.1 input a",
                        "2.1 input a",
                        "2.0 output a",
                        "1.1 output b",
                        "2.1 output b",
                        "3.0 input b",
                        "3.0 output c");
        assertThat(first.downstream().cut()).isFalse();
    }

    @Test
    void lineageGoesOnWhereTheRunThatMadeItIsGone() {
        threeRuns();
        RunId first = new RunId(1);
        store.commit(Rows.runs(Rows.run(first, RunStatus.SUCCEEDED)));
        store.decide(first, false, Rows.START);
        while (store.forgetSome(first)) {
            assertThat(store.queries().run(first)).isPresent();
        }
        assertThat(links(lineage("c", 9, 99).upstream()))
                .containsExactly("3.0 output c", "3.0 input b", "2.1 output b", "2.1 input a", "2.0 output a");
    }

    @Test
    void lineageSaysWhenItIsCut() {
        threeRuns();
        assertThat(lineage("c", 1, 99).upstream())
                .satisfies(side -> assertThat(links(side)).containsExactly("3.0 output c", "3.0 input b"))
                .satisfies(side -> assertThat(side.cut()).isTrue());
        assertThat(lineage("c", 3, 99).upstream().cut()).isFalse();
        assertThat(lineage("a", 9, 3).downstream())
                .satisfies(side -> assertThat(side.links()).hasSize(3))
                .satisfies(side -> assertThat(side.cut()).isTrue());
    }

    @Test
    void listsAndSearchesUseTheirIndexes() throws SQLException {
        assertThat(plan(ArtifactListSql.of(ArtifactFilter.ALL, 20))).doesNotContain("TEMP B-TREE");
        assertThat(plan(ArtifactListSql.of(ArtifactFilter.ALL.at(new Place("/", "p"), ArtifactType.INPUT), 20)))
                .contains("artifact_by_path");
        assertThat(plan(new ArtifactListSql(ArtifactReads.PENDING, List.of(0, 10))))
                .contains("artifact_pending");
    }

    private String plan(ArtifactListSql sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Session session =
                        new SqliteFile(folder.resolve("millrace.db")).read().orElseThrow();
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(
                        "EXPLAIN QUERY PLAN " + sql.text().replace("?", "1"))) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }
}
