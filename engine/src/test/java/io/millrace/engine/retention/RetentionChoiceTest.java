package io.millrace.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.RetentionChoice.Ended;
import io.millrace.engine.retention.RetentionChoice.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five runs: run 1 ended five days ago, run 5 one day ago; each has 10 bytes of artifacts. */
class RetentionChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final int RUNS = 5;
    private static final long BYTES = 10;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            no limit is exceeded,                     9, 9, 90, '',            false, '',        ''
            too old,                                  3, ,    , '',            false, '2 1',     ''
            too many,                                  , 4,   , '',            false, 1,         ''
            none may stay,                             , 0,   , '',            false, '5 4 3 2 1', ''
            too much,                                  , , 25,  '',            false, '3 2 1',   ''
            just enough room,                          , , 50,  '',            false, '',        ''
            outside of one limit is enough,           4, 2,   , '',            false, '3 2 1',   ''
            used by one that stays,                   3, ,    , '1<5',         false, 2,         1
            used by one that goes too,                3, ,    , '1<2',         false, '2 1',     ''
            used by one that is held itself,          3, ,    , '1<2 2<5',     false, '',        '2 1'
            used but wanted all the same,             3, ,    , '1<5',         true,  '2 1',     ''
            used by a run that is not over,           3, ,    , '1<9',         false, 2,         1
            the next oldest goes for the size,         , , 35,  '1<5 2<5',     false, '4 3',     ''
            the size frees what it was held by,        , , 5,   '1<2',         false, '5 4 3 2 1', ''
            the size stops where nothing is free,      , , 5,   '1<5 5<9',     false, '4 3 2',   ''
            """)
    void theOldestGoAndWhatIsUsedStays(
            String name,
            Integer days,
            Integer keep,
            Long bytes,
            String uses,
            boolean reusedToo,
            String gone,
            String held) {
        RetentionLimits limits = new RetentionLimits(
                Optional.ofNullable(days).map(Duration::ofDays).map(age -> age.plusHours(1)),
                keep == null ? OptionalInt.empty() : OptionalInt.of(keep),
                bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes));
        Map<RunId, Set<RunId>> users = users(uses);
        List<Ended> ended = LongStream.rangeClosed(1, RUNS)
                .mapToObj(number -> new Ended(new RunId(number), NOW.minus(Duration.ofDays(RUNS + 1 - number))))
                .toList();
        Stock stock = new Stock(ended, run -> users.getOrDefault(run, Set.of()), run -> BYTES, 0);
        RetentionChoice choice = RetentionChoice.of(stock, limits, reusedToo, NOW);
        assertThat(text(choice.chosen())).isEqualTo(gone);
        assertThat(text(choice.held())).isEqualTo(held);
    }

    /** {@code 1<5}: run 5 uses results of run 1. */
    private static Map<RunId, Set<RunId>> users(String uses) {
        Map<RunId, Set<RunId>> users = new HashMap<>();
        Arrays.stream(uses.split(" ", -1)).filter(use -> !use.isEmpty()).forEach(use -> {
            String[] ends = use.split("<", -1);
            users.computeIfAbsent(new RunId(Long.parseLong(ends[0])), run -> new HashSet<>())
                    .add(new RunId(Long.parseLong(ends[1])));
        });
        return users;
    }

    private static String text(List<RunId> runs) {
        return runs.stream().map(run -> Long.toString(run.number())).collect(Collectors.joining(" "));
    }
}
