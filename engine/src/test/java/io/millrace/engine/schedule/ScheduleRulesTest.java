package io.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ScheduleId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hourly schedules from 00:00 on; times are told by their hours. */
class ScheduleRulesTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

    static Schedule schedule(String crontab, ScheduleOptions options, Optional<Instant> end, Instant next) {
        NewSchedule made = new NewSchedule(
                "nightly",
                "",
                "ann",
                "ann",
                1,
                1,
                crontab,
                Optional.empty(),
                end,
                options,
                MIDNIGHT.minusSeconds(1800));
        return new Schedule(new ScheduleId(1), made, ScheduleState.running(next, "", MIDNIGHT));
    }

    private static Instant hour(double hours) {
        return MIDNIGHT.plusSeconds(Math.round(hours * 3600));
    }

    private static String text(Instant time) {
        return String.valueOf(Duration.between(MIDNIGHT, time).toHours());
    }

    /** {@code run 3}, {@code skip 2}, {@code stop 17}, and how the schedule goes on. */
    private static String text(List<Decision> decisions) {
        List<String> words = new ArrayList<>();
        for (Decision decision : decisions) {
            words.add(
                    switch (decision) {
                        case Decision.Start(Instant time) -> "run " + text(time);
                        case Decision.Skip(Instant time, String reason) -> {
                            assertThat(reason).startsWith("skipped: ");
                            yield "skip " + text(time);
                        }
                        case Decision.Stop(RunId run) -> "stop " + run.number();
                        case Decision.Advance(Instant next, String message) ->
                            (message.isEmpty() ? "next " : "missed; next ") + text(next);
                        case Decision.Wait(Instant next, String message) -> {
                            assertThat(message).contains(" waits: ");
                            yield "wait " + text(next);
                        }
                        case Decision.Finish(String message) -> "finish";
                    });
        }
        return String.join(", ", words);
    }

    /**
     * The schedule is due next at 1 o'clock. {@code active} are numbers of runs, with a {@code -} when they are stopping.
     */
    @ParameterizedTest(name = "{0}, {1} may run, catch-up {2}, expires {3} h, active [{4}], at {5}: {6}")
    @CsvSource(textBlock = """
            suspend, 0, true,  0, '',      0.5, ''
            suspend, 0, true,  0, '',      1,   'run 1, next 2'
            suspend, 0, true,  0, '7 8 9', 1,   'run 1, next 2'
            suspend, 0, true,  0, '',      4.5, 'run 1, run 2, run 3, run 4, next 5'
            suspend, 0, false,0, '',      1,   'run 1, next 2'
            suspend, 0, false,0, '',      4.5, 'run 4, missed; next 5'
            suspend, 1, true,  0, '',      3.5, 'run 1, wait 2'
            suspend, 1, true,  0, '7',     3.5, 'wait 1'
            suspend, 1, true,  0, '-7',    3.5, 'wait 1'
            suspend, 1, false,0, '7',     3.5, 'wait 3'
            suspend, 1, true,  1, '7',     3.5, 'skip 1, skip 2, wait 3'
            suspend, 0, true,  2, '',      4.5, 'skip 1, skip 2, run 3, run 4, next 5'
            suspend, 0, true,  1, '',      2,   'run 1, run 2, next 3'
            suspend, 0, false,1, '',      2.1, 'run 2, missed; next 3'
            skip,    1, true,  0, '',      3.5, 'run 1, skip 2, skip 3, next 4'
            skip,    1, true,  0, '7',     1,   'skip 1, next 2'
            skip,    1, true,  0, '-7',    1,   'skip 1, next 2'
            skip,    3, true,  0, '7',     4.5, 'run 1, run 2, skip 3, skip 4, next 5'
            skip,    0, true,  0, '7 8',   2,   'run 1, run 2, next 3'
            skip,    1, false,0, '7',     4.5, 'skip 4, missed; next 5'
            replace, 1, true,  0, '',      1,   'run 1, next 2'
            replace, 1, true,  0, '7',     1,   'run 1, next 2, stop 7'
            replace, 1, true,  0, '-7',    1,   'run 1, next 2'
            replace, 1, true,  0, '7',     3.5, 'skip 1, skip 2, run 3, next 4, stop 7'
            replace, 2, true,  0, '7 8',   1,   'run 1, next 2, stop 7'
            replace, 2, true,  0, '7 8',   3.5, 'skip 1, run 2, run 3, next 4, stop 7, stop 8'
            replace, 3, true,  0, '7 8',   1,   'run 1, next 2'
            replace, 1, true,  0, '7 8 9', 0.5, 'stop 7, stop 8'
            replace, 1, true,  1, '7',     2.5, 'skip 1, run 2, next 3, stop 7'
            replace, 0, true,  0, '7 8 9', 1,   'run 1, next 2'
            replace, 1, false,0, '7',     3.5, 'run 3, missed; next 4, stop 7'
            """)
    void decides(
            String policy, int concurrency, boolean catchup, int expires, String active, double now, String expected) {
        ScheduleOptions options = new ScheduleOptions(
                catchup,
                Duration.ofHours(expires),
                concurrency,
                ConcurrencyPolicy.ofWord(policy).orElseThrow());
        Schedule schedule = schedule("0 * * * *", options, Optional.empty(), hour(1));
        assertThat(text(ScheduleRules.decide(schedule, runs(active), hour(now), ZoneOffset.UTC)))
                .isEqualTo(expected);
    }

    private static List<ActiveRun> runs(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(" ", -1)).stream()
                        .map(word -> new ActiveRun(new RunId(Math.abs(Long.parseLong(word))), word.startsWith("-")))
                        .toList();
    }

    @ParameterizedTest(name = "ends at {0}, now {1}: {2}")
    @CsvSource({
        "1,   1,   'run 1, finish'",
        "1.5, 1,   'run 1, finish'",
        "2,   1,   'run 1, next 2'",
        "2,   9,   'run 1, run 2, finish'",
        "2.5, 9,   'run 1, run 2, finish'",
    })
    void noTimeAfterTheEnd(double end, double now, String expected) {
        Schedule schedule = schedule("0 * * * *", ScheduleOptions.DEFAULT, Optional.of(hour(end)), hour(1));
        assertThat(text(ScheduleRules.decide(schedule, List.of(), hour(now), ZoneOffset.UTC)))
                .isEqualTo(expected);
    }

    @Test
    void waitsBeyondTheEndForTheRunsOfTimesBefore() {
        ScheduleOptions one = new ScheduleOptions(true, Duration.ZERO, 1, ConcurrencyPolicy.SUSPEND);
        Schedule schedule = schedule("0 * * * *", one, Optional.of(hour(1)), hour(1));
        assertThat(text(ScheduleRules.decide(schedule, runs("7"), hour(5), ZoneOffset.UTC)))
                .isEqualTo("wait 1");
        assertThat(text(ScheduleRules.decide(schedule, runs(""), hour(5), ZoneOffset.UTC)))
                .isEqualTo("run 1, finish");
    }

    @Test
    void manyMissedTimesAreMadeUpForInPortions() {
        Schedule schedule = schedule("0 * * * *", ScheduleOptions.DEFAULT, Optional.empty(), hour(1));
        List<Decision> decisions = ScheduleRules.decide(schedule, List.of(), hour(1000), ZoneOffset.UTC);
        assertThat(decisions).hasSize(ScheduleRules.MOST_TIMES + 1).endsWith(new Decision.Advance(hour(101), ""));
    }

    @Test
    void ofManyMissedTimesReplaceRunsTheNewest() {
        ScheduleOptions two = new ScheduleOptions(true, Duration.ZERO, 2, ConcurrencyPolicy.REPLACE);
        List<Instant> started = new ArrayList<>();
        Instant next = hour(1);
        int skipped = 0;
        while (!next.isAfter(hour(250))) {
            Schedule schedule = schedule("0 * * * *", two, Optional.empty(), next);
            for (Decision decision : ScheduleRules.decide(schedule, List.of(), hour(250), ZoneOffset.UTC)) {
                switch (decision) {
                    case Decision.Start(Instant time) -> started.add(time);
                    case Decision.Advance(Instant following, String message) -> next = following;
                    case Decision.Skip skip -> skipped++;
                    case Decision.Stop stop -> throw new AssertionError("nothing is active");
                    case Decision.Wait wait -> throw new AssertionError("replace never waits");
                    case Decision.Finish finish -> throw new AssertionError("there is no end");
                }
            }
        }
        assertThat(started).containsExactly(hour(249), hour(250));
        assertThat(skipped).isEqualTo(248);
    }

    @Test
    void theNewestOfAYearOfSecondsIsFoundAtOnce() {
        ScheduleOptions newest = new ScheduleOptions(false, Duration.ZERO, 0, ConcurrencyPolicy.SUSPEND);
        Schedule schedule = schedule("@every 1s", newest, Optional.empty(), hour(1));
        assertThat(ScheduleRules.decide(schedule, List.of(), hour(9000).plusMillis(5), ZoneOffset.UTC))
                .hasSize(2)
                .startsWith(new Decision.Start(hour(9000)));
    }

    @ParameterizedTest(name = "start {1}, end {2}: first {3}")
    @CsvSource({
        "'0 * * * *', '',  '',   0",
        "'0 * * * *', 3,   '',   3",
        "'0 * * * *', 2.5, '',   3",
        "'0 * * * *', 2.5, 2.9,  none",
        "'0 * * * *', 2.5, 3,    3",
        "'@every 1h', '',  '',   0.5",
        "'@every 1h', 2.5, '',   3.5",
    })
    void theFirstTime(String crontab, String start, String end, String expected) {
        NewSchedule made = new NewSchedule(
                "nightly",
                "",
                "ann",
                "ann",
                1,
                1,
                crontab,
                optional(start),
                optional(end),
                ScheduleOptions.DEFAULT,
                MIDNIGHT.minusSeconds(1800));
        assertThat(ScheduleRules.first(made, ZoneOffset.UTC))
                .isEqualTo(expected.equals("none") ? Optional.empty() : optional(expected));
    }

    private static Optional<Instant> optional(String hours) {
        return hours.isEmpty() ? Optional.empty() : Optional.of(hour(Double.parseDouble(hours)));
    }
}
