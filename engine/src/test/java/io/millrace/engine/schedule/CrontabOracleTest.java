package io.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares random crontabs around clock changes with a walk through all minutes that asks each whether it is due. */
class CrontabOracleTest {
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC");

    /** Days around which the clocks change in some of the zones; Brazil's changes were at midnight. */
    private static final List<Instant> DAYS = Stream.of(
                    "2026-03-28T00:00:00Z",
                    "2026-10-24T00:00:00Z",
                    "2026-03-07T00:00:00Z",
                    "2026-10-31T00:00:00Z",
                    "2026-10-03T00:00:00Z",
                    "2026-04-04T00:00:00Z",
                    "2018-11-03T00:00:00Z",
                    "2019-02-16T00:00:00Z")
            .map(Instant::parse)
            .toList();

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Fields whose meaning a few lines can tell: a star, one number, or steps. */
    private record Field(String text, int step, int value) {
        static Field random(Random random, int limit) {
            return switch (random.nextInt(3)) {
                case 0 -> new Field("*", 1, 0);
                case 1 -> {
                    int step = 2 + random.nextInt(limit / 2);
                    yield new Field("*/" + step, step, 0);
                }
                default -> {
                    int value = random.nextInt(Math.min(limit, random.nextBoolean() ? 4 : limit));
                    yield new Field(String.valueOf(value), 0, value);
                }
            };
        }

        boolean has(int number) {
            return step > 0 ? number % step == 0 : number == value;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void dueExactlyWhenTheRulesSaySo(long seed) {
        Random random = new Random(seed);
        Field minute = Field.random(random, 60);
        Field hour = Field.random(random, 24);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        Instant from = DAYS.get(random.nextInt(DAYS.size()));
        Instant to = from.plus(Duration.ofDays(2));
        String text = "%s %s * * *".formatted(minute.text(), hour.text());

        List<Instant> expected = new ArrayList<>();
        for (Instant time = from.plusSeconds(60); !time.isAfter(to); time = time.plusSeconds(60)) {
            if (isDue(minute, hour, zone.getRules(), time)) {
                expected.add(time);
            }
        }

        assertThat(found(Crontab.parse(text, zone), from, to))
                .as("%s in %s from %s", text, zone, from)
                .isEqualTo(expected);
    }

    private static List<Instant> found(Crontab crontab, Instant from, Instant to) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> time = crontab.next(from, from);
        while (time.isPresent() && !time.get().isAfter(to)) {
            found.add(time.get());
            time = crontab.next(time.get(), from);
        }
        return found;
    }

    private static boolean isDue(Field minute, Field hour, ZoneRules rules, Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, rules.getOffset(time));
        boolean shown = minute.has(local.getMinute()) && hour.has(local.getHour());
        if (hour.text().equals("*")) {
            return shown;
        }
        boolean second = rules.getValidOffsets(local).size() == 2
                && !rules.getOffset(time).equals(rules.getValidOffsets(local).getFirst());
        return (shown && !second) || isEndOfLeapOverSome(minute, hour, rules, time);
    }

    private static boolean isEndOfLeapOverSome(Field minute, Field hour, ZoneRules rules, Instant time) {
        ZoneOffsetTransition change = rules.nextTransition(time.minusNanos(1));
        if (change == null || !change.isGap() || !change.getInstant().equals(time)) {
            return false;
        }
        return Stream.iterate(
                        change.getDateTimeBefore(),
                        local -> local.isBefore(change.getDateTimeAfter()),
                        local -> local.plusMinutes(1))
                .anyMatch(local -> minute.has(local.getMinute()) && hour.has(local.getHour()));
    }
}
