package io.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabTest {
    private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:10Z");

    private static List<Instant> times(String crontab, String zone, Instant after, int count) {
        Crontab parsed = Crontab.parse(crontab, ZoneId.of(zone));
        List<Instant> times = new ArrayList<>();
        Instant last = after;
        while (times.size() < count) {
            last = parsed.next(last, ANCHOR).orElseThrow();
            times.add(last);
        }
        return times;
    }

    /** {@code expected} are local times, separated by spaces. */
    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(textBlock = """
            * * * * *,            2026-11-24T02:48:35, 2026-11-24T02:49 2026-11-24T02:50
            */15 * * * *,         2026-11-24T02:45:00, 2026-11-24T03:00 2026-11-24T03:15
            5/20 * * * *,         2026-11-24T02:45:00, 2026-11-24T03:05 2026-11-24T03:25
            10-20/5 3 * * *,      2026-11-24T03:10:00, 2026-11-24T03:15 2026-11-24T03:20 2026-11-25T03:10
            '30 2,14 * * *',      2026-11-24T02:48:35, 2026-11-24T14:30 2026-11-25T02:30
            0 9 * * MON-FRI,      2026-11-20T09:00:00, 2026-11-23T09:00 2026-11-24T09:00
            0 9 * * 1-5,          2026-11-20T09:00:00, 2026-11-23T09:00
            0 9 * * 7,            2026-11-20T09:00:00, 2026-11-22T09:00
            0 9 * * 0,            2026-11-20T09:00:00, 2026-11-22T09:00
            0 0 13 * 5,           2026-11-01T00:00:00, 2026-11-06T00:00 2026-11-13T00:00 2026-11-20T00:00
            0 0 13 * FRI,         2026-10-01T00:00:00, 2026-10-02T00:00 2026-10-09T00:00 2026-10-13T00:00
            0 0 31 * *,           2026-11-24T00:00:00, 2026-12-31T00:00 2027-01-31T00:00 2027-03-31T00:00
            0 0 29 2 *,           2026-11-24T00:00:00, 2028-02-29T00:00 2032-02-29T00:00
            0 0 1 JAN ?,          2026-11-24T00:00:00, 2027-01-01T00:00
            @yearly,              2026-11-24T00:00:00, 2027-01-01T00:00
            @annually,            2026-11-24T00:00:00, 2027-01-01T00:00
            @monthly,             2026-11-24T00:00:00, 2026-12-01T00:00
            @weekly,              2026-11-24T00:00:00, 2026-11-29T00:00
            @daily,               2026-11-24T00:00:00, 2026-11-25T00:00
            @midnight,            2026-11-24T00:00:00, 2026-11-25T00:00
            @Hourly,              2026-11-24T00:00:00, 2026-11-24T01:00
            """)
    void dueTimes(String crontab, LocalDateTime after, String expected) {
        List<Instant> wanted = List.of(expected.split(" ", -1)).stream()
                .map(text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC))
                .toList();
        assertThat(times(crontab, "UTC", after.toInstant(ZoneOffset.UTC), wanted.size()))
                .isEqualTo(wanted);
    }

    /** Clocks go from 02:00 to 03:00 or back; all times are of UTC. */
    @ParameterizedTest(name = "{0} in {1} after {2}: {3}")
    @CsvSource(textBlock = """
            30 2 * * *,    Europe/Berlin,    2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
            0 2 * * *,     Europe/Berlin,    2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            0 3 * * *,     Europe/Berlin,    2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T01:00:00Z
            '0 2,3 * * *', Europe/Berlin,    2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            */20 2 * * *,  Europe/Berlin,    2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            */30 1-3 * * *, Europe/Berlin,   2026-03-29T00:00:00Z, 2026-03-29T00:30:00Z 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z
            */30 * * * *,  Europe/Berlin,    2026-03-29T00:00:00Z, 2026-03-29T00:30:00Z 2026-03-29T01:00:00Z 2026-03-29T01:30:00Z
            15 * * * *,    Europe/Berlin,    2026-03-29T00:00:00Z, 2026-03-29T00:15:00Z 2026-03-29T01:15:00Z 2026-03-29T02:15:00Z
            30 2 * * *,    America/New_York, 2026-03-07T12:00:00Z, 2026-03-08T07:00:00Z 2026-03-09T06:30:00Z
            30 2 * * *,    Europe/Berlin,    2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
            0 2 * * *,     Europe/Berlin,    2026-10-24T12:00:00Z, 2026-10-25T00:00:00Z 2026-10-26T01:00:00Z
            0 3 * * *,     Europe/Berlin,    2026-10-24T12:00:00Z, 2026-10-25T02:00:00Z 2026-10-26T02:00:00Z
            */30 2 * * *,  Europe/Berlin,    2026-10-24T12:00:00Z, 2026-10-25T00:00:00Z 2026-10-25T00:30:00Z 2026-10-26T01:00:00Z
            30 2 * * *,    Europe/Berlin,    2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z
            30 2 * * *,    Europe/Berlin,    2026-10-25T01:10:00Z, 2026-10-26T01:30:00Z
            30 1 * * *,    America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z 2026-11-02T06:30:00Z
            0 * * * *,     Europe/Berlin,    2026-10-24T23:30:00Z, 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z
            @hourly,       America/New_York, 2026-11-01T04:30:00Z, 2026-11-01T05:00:00Z 2026-11-01T06:00:00Z 2026-11-01T07:00:00Z
            30 */1 * * *,  Europe/Berlin,    2026-10-24T23:40:00Z, 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z 2026-10-25T02:30:00Z
            0 0 * * *,     Asia/Kolkata,     2026-11-24T00:00:00Z, 2026-11-24T18:30:00Z
            0 * * * *,     Asia/Kolkata,     2026-11-24T00:00:00Z, 2026-11-24T00:30:00Z
            10 2 * * *,    Australia/Lord_Howe, 2026-10-03T12:00:00Z, 2026-10-03T15:30:00Z 2026-10-04T15:10:00Z
            0 6 * * *,     UTC,              2026-11-24T00:00:00Z, 2026-11-24T06:00:00Z
            CRON_TZ=Asia/Tokyo 0 6 * * *, UTC, 2026-11-24T00:00:00Z, 2026-11-24T21:00:00Z
            TZ=UTC @daily, Europe/Berlin,    2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z
            """)
    void clockChanges(String crontab, String zone, Instant after, String expected) {
        List<Instant> wanted =
                List.of(expected.split(" ", -1)).stream().map(Instant::parse).toList();
        assertThat(times(crontab, zone, after, wanted.size())).isEqualTo(wanted);
    }

    @ParameterizedTest(name = "@every {0} after {1}: {2}")
    @CsvSource({
        "1h,     2026-01-01T00:00:10Z, 2026-01-01T01:00:10Z",
        "1h,     2026-01-01T01:00:09Z, 2026-01-01T01:00:10Z",
        "1h,     2026-01-01T01:00:10Z, 2026-01-01T02:00:10Z",
        "1h30m,  2026-01-01T00:00:10Z, 2026-01-01T01:30:10Z",
        "1.5h,   2025-12-31T00:00:00Z, 2026-01-01T01:30:10Z",
        "90s,    2026-01-01T00:00:10Z, 2026-01-01T00:01:40Z",
        "1500ms, 2026-01-01T00:00:10Z, 2026-01-01T00:00:11Z",
        "24h,    2026-03-28T12:00:00Z, 2026-03-29T00:00:10Z",
        "24h,    2026-03-29T12:00:00Z, 2026-03-30T00:00:10Z",
    })
    void intervalsAreElapsedTimeFromTheAnchor(String interval, Instant after, Instant expected) {
        assertThat(Crontab.parse("@every " + interval, ZoneId.of("Europe/Berlin"))
                        .next(after, ANCHOR))
                .contains(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "" | has 0 fields instead of 5
            * * * * | has 4 fields instead of 5
            0 0 12 * * * | has 6 fields instead of 5
            60 * * * * | '60' is not a valid minute; use 0-59
            0 24 * * * | '24' is not a valid hour; use 0-23
            0 0 0 * * | '0' is not a valid day of the month; use 1-31
            0 0 1 13 * | '13' is not a valid month; use 1-12 or JAN-DEC
            0 0 * * 8 | '8' is not a valid weekday; use 0-7
            0 0 * * XYZ | 'XYZ' is not a valid weekday
            0 22-2 * * * | '22-2' is not a valid hour
            */0 * * * * | '*/0' is not a valid minute
            1,,2 * * * * | '1,,2' is not a valid minute
            -1 * * * * | '-1' is not a valid minute
            0 0 L * * | 'L' is not a valid day of the month
            0 0 30 2 * | never happens
            @noon | there is no such name
            @every | there is no such name
            @every soon | 'soon' is not an interval
            @every -1h | '-1h' is not an interval
            @every 0s | between 1s and
            @every 500ms | between 1s and
            @every 999999h | between 1s and
            CRON_TZ=Mars/Base 0 0 * * * | the time zone 'Mars/Base', which is unknown
            """)
    void refusesInWords(String crontab, String message) {
        assertThatThrownBy(() -> Crontab.parse(crontab, ZoneOffset.UTC))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(Code.SCHEDULE_INVALID))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 100_000})
    void refusesWhatIsTooLong(int characters) {
        assertThatThrownBy(() -> Crontab.parse("*".repeat(characters), ZoneOffset.UTC))
                .hasMessageContaining("has %d characters; 256 are the most".formatted(characters));
    }

    @Test
    void surroundingAndDoubleBlanksDoNotMatter() {
        assertThat(times("  0   6 * *\t* ", "UTC", ANCHOR, 1)).isEqualTo(times("0 6 * * *", "UTC", ANCHOR, 1));
        assertThat(Optional.of(Crontab.parse(" @every 1h ", ZoneOffset.UTC))).contains(IntervalCrontab.parse("1h"));
    }
}
