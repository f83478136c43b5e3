package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunFilter.Order;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.record.ScheduleTick;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of runs against the plain meaning of their filters, and how SQLite goes about the big tables. */
class RunListTest {
    private static final int RUNS = 200;

    @TempDir
    Path folder;

    private SqliteFile file = new SqliteFile(Path.of("none"));

    @BeforeEach
    void name() {
        file = new SqliteFile(folder.resolve("millrace.db"));
    }

    private static String pick(Random random, String kind, int most) {
        return kind + random.nextInt(most);
    }

    private static Set<String> some(Random random, String kind, int most) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> pick(random, kind, most))
                .collect(Collectors.toSet());
    }

    private static RunStatus status(Random random) {
        List<RunStatus> all = List.of(RunStatus.values());
        return all.get(random.nextInt(all.size()));
    }

    private static Set<RunStatus> someStatuses(Random random) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> status(random))
                .collect(Collectors.toSet());
    }

    private static RunId someRun(Random random) {
        return new RunId(1 + random.nextInt(RUNS + 10));
    }

    private static Set<ScheduleId> someSchedules(Random random) {
        return random.nextInt(3) == 0 ? Set.of(schedule(random), new ScheduleId(9)) : Set.of();
    }

    private static ScheduleId schedule(Random random) {
        return new ScheduleId(1 + random.nextInt(3));
    }

    private static RunFilter filter(Random random) {
        Optional<RunId> after = random.nextBoolean() ? Optional.of(someRun(random)) : Optional.empty();
        Set<RunId> runs = IntStream.range(0, random.nextInt(4) == 0 ? 40 : 0)
                .mapToObj(i -> someRun(random))
                .collect(Collectors.toSet());
        return new RunFilter(
                runs,
                some(random, "user", 4),
                some(random, "fs", 3),
                some(random, "name", 20),
                someStatuses(random),
                someSchedules(random),
                random.nextBoolean() ? Order.NEWEST_FIRST : Order.OLDEST_FIRST,
                after);
    }

    private static Predicate<RunSummary> meaning(RunFilter filter) {
        return run -> (filter.runs().isEmpty() || filter.runs().contains(run.id()))
                && (filter.users().isEmpty() || filter.users().contains(run.user()))
                && (filter.storages().isEmpty() || filter.storages().contains(run.storage()))
                && (filter.names().isEmpty() || filter.names().contains(run.name()))
                && (filter.statuses().isEmpty() || filter.statuses().contains(run.status()))
                && (filter.schedules().isEmpty()
                        || run.tick()
                                .filter(tick -> filter.schedules().contains(tick.schedule()))
                                .isPresent())
                && filter.after()
                        .map(id -> filter.order() == Order.NEWEST_FIRST
                                ? run.id().compareTo(id) < 0
                                : run.id().compareTo(id) > 0)
                        .orElse(true);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aListIsWhatItsFilterMeans(long seed) {
        Random random = new Random(seed);
        try (SqliteStore store = SqliteStore.open(file.path())) {
            fill(store, random);
            List<RunSummary> all = store.queries().runs(RunFilter.ALL, RUNS * 2);
            assertThat(all).hasSize(RUNS).isSortedAccordingTo((a, b) -> b.id().compareTo(a.id()));
            for (int i = 0; i < 300; i++) {
                RunFilter filter = filter(random);
                int limit = 1 + random.nextInt(30);
                assertThat(store.queries().runs(filter, limit))
                        .as("%s, at most %d", filter, limit)
                        .isEqualTo((filter.order() == Order.NEWEST_FIRST ? all : all.reversed())
                                .stream().filter(meaning(filter)).limit(limit).toList());
            }
        }
    }

    private static void fill(SqliteStore store, Random random) {
        for (int i = 0; i < RUNS; i++) {
            NewRun made = Rows.newRun(pick(random, "name", 20), pick(random, "user", 4), pick(random, "fs", 3));
            RunId run =
                    store.create(random.nextBoolean() ? made : made.at(new ScheduleTick(schedule(random), Rows.START)));
            store.commit(Rows.runs(Rows.run(run, status(random))));
        }
    }

    @Test
    void moreNamesThanCanLeadAreStillObeyed() {
        try (SqliteStore store = SqliteStore.open(file.path())) {
            store.create(Rows.newRun("name7", "u", "s"));
            store.create(Rows.newRun("other", "u", "s"));
            Set<String> names =
                    IntStream.range(0, 200).mapToObj(i -> "name" + i).collect(Collectors.toSet());
            RunFilter filter = RunFilter.ALL.withNames(names);
            assertThat(store.queries().runs(filter, 10))
                    .extracting(RunSummary::name)
                    .containsExactly("name7");
        }
    }

    static Stream<Arguments> filters() {
        RunFilter page = RunFilter.ALL.after(new RunId(50));
        Set<RunStatus> failed = Set.of(RunStatus.FAILED);
        Set<RunStatus> live = Set.of(RunStatus.RUNNING, RunStatus.PENDING);
        return Stream.of(
                arguments("rowid>", 1, RunFilter.ALL),
                arguments("rowid>", 1, page),
                arguments("rowid>", 1, page.in(Order.OLDEST_FIRST)),
                arguments("run_by_user", 1, RunFilter.ALL.withUsers(Set.of("u"))),
                arguments(
                        "run_by_user_and_status",
                        2,
                        page.withUsers(Set.of("u", "v"))
                                .withStorages(Set.of("s"))
                                .withStatuses(failed)),
                arguments(
                        "run_by_storage_and_status",
                        2,
                        page.withStorages(Set.of("s", "t")).withStatuses(failed)),
                arguments(
                        "run_by_name_and_status",
                        6,
                        page.withUsers(Set.of("u"))
                                .withStorages(Set.of("s"))
                                .withNames(Set.of("a", "b", "c"))
                                .withStatuses(live)),
                arguments(
                        "run_by_schedule",
                        1,
                        page.withSchedules(Set.of(new ScheduleId(1)))
                                .withStatuses(failed)
                                .in(Order.OLDEST_FIRST)),
                arguments(
                        "run_by_user_and_status",
                        2,
                        page.withUsers(Set.of("u")).withStorages(Set.of("s")).withStatuses(live)),
                arguments("run_by_status", 1, RunFilter.ALL.withStatuses(failed)),
                arguments("run_by_user_and_name", 1, page.withUsers(Set.of("u")).withNames(Set.of("a"))),
                arguments(
                        "run_by_user_and_storage",
                        1,
                        page.withUsers(Set.of("u")).withStorages(Set.of("s"))),
                arguments(
                        "run_by_user_and_storage",
                        1,
                        page.withUsers(Set.of("u"))
                                .withStorages(Set.of("s"))
                                .withStatuses(Set.of(RunStatus.SUCCEEDED))),
                arguments(
                        "run_by_name_and_storage",
                        1,
                        page.withNames(Set.of("a")).withStorages(Set.of("s"))));
    }

    @ParameterizedTest(name = "{1} times {0}: {2}")
    @MethodSource("filters")
    void aPageOfRunsIsFoundThroughTheIndexOfWhatLeads(String index, int lookups, RunFilter filter) throws SQLException {
        List<String> plan = plan(RunListSql.of(filter, 20).text());
        assertThat(plan).noneMatch(line -> line.startsWith("SCAN run")).noneMatch(line -> line.contains("TEMP B-TREE"));
        assertThat(plan).filteredOn(line -> line.contains(index)).hasSize(lookups);
    }

    static Stream<RunFilter> filtersOfThree() {
        RunFilter page = RunFilter.ALL;
        RunFilter failed = page.withStatuses(Set.of(RunStatus.FAILED));
        return Stream.of(
                failed.withUsers(Set.of("u")).withStorages(Set.of("s")),
                failed.withUsers(Set.of("u")).withNames(Set.of("a")),
                failed.withUsers(Set.of("u")).withNames(Set.of("a")).withStorages(Set.of("s")),
                page.withUsers(Set.of("u")).withNames(Set.of("a")).withStorages(Set.of("s")),
                failed.withNames(Set.of("a")).withStorages(Set.of("s")));
    }

    @ParameterizedTest
    @MethodSource("filtersOfThree")
    void runsThatAThirdRestrictionLeavesOutAreNotRead(RunFilter filter) throws SQLException {
        assertThat(plan(RunListSql.of(filter, 20).text()))
                .filteredOn(line -> line.contains(" INDEX "))
                .isNotEmpty()
                .allMatch(line -> line.contains(" COVERING INDEX "));
    }

    static Stream<String> statements() {
        return Stream.of(
                RunReads.UNFINISHED,
                RunReads.WITH_ATTEMPTS,
                RunReads.UNFINISHED_COUNTS,
                RunReads.RUN,
                RunReads.NODES,
                RunReads.EVENTS);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void theOtherQueriesSearchAndNeverScan(String sql) throws SQLException {
        assertThat(plan(sql)).isNotEmpty().noneMatch(line -> line.startsWith("SCAN"));
    }

    private List<String> plan(String sql) throws SQLException {
        SqliteStore.open(file.path()).close();
        List<String> lines = new ArrayList<>();
        try (Session session = file.write()) {
            PreparedStatement explain = session.statement("EXPLAIN QUERY PLAN " + sql);
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString("detail"));
                }
            }
        }
        return lines;
    }
}
