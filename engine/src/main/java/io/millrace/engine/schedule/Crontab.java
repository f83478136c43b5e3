package io.millrace.engine.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule is due: five fields ({@code minute hour day month weekday}), one of the names {@code @yearly},
 * {@code @annually}, {@code @monthly}, {@code @weekly}, {@code @daily}, {@code @midnight} and {@code @hourly}, or
 * {@code @every 90m}. A text that begins with {@code CRON_TZ=Europe/Berlin} means the clocks of that place instead of
 * the server's.
 */
public sealed interface Crontab permits CalendarCrontab, IntervalCrontab {
    /** Longer ones are nonsense, and parsing takes time. */
    int MOST_CHARACTERS = 256;

    Map<String, String> NAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    Pattern ZONED = Pattern.compile("(?:CRON_)?TZ=(\\S+)\\s+(.*)");

    /**
     * The first time after a moment; empty when there never is one.
     *
     * @param anchor from where intervals are counted
     */
    Optional<Instant> next(Instant after, Instant anchor);

    /**
     * Reads a crontab.
     *
     * @param zone of the clocks it is about, unless it names others
     * @throws MillraceException {@link Code#SCHEDULE_INVALID}, with what is wrong and what is possible
     */
    static Crontab parse(String text, ZoneId zone) {
        if (text.length() > MOST_CHARACTERS) {
            throw Invalid.because(
                    "the crontab has %d characters; %d are the most".formatted(text.length(), MOST_CHARACTERS));
        }
        String stripped = text.strip();
        Matcher zoned = ZONED.matcher(stripped);
        return zoned.matches()
                ? parse(zoned.group(2).strip(), text, CrontabZone.parse(zoned.group(1)))
                : parse(stripped, text, zone);
    }

    private static Crontab parse(String when, String whole, ZoneId zone) {
        if (!when.startsWith("@")) {
            return CalendarCrontab.parse(when, zone);
        }
        String name = when.toLowerCase(Locale.ROOT);
        if (name.startsWith("@every ")) {
            return IntervalCrontab.parse(when.substring("@every ".length()).strip());
        }
        String fields = NAMES.get(name);
        if (fields == null) {
            throw Invalid.because(
                    "crontab '%s': there is no such name; use @hourly, @daily, @weekly, @monthly, @yearly or '@every 1h'"
                            .formatted(whole));
        }
        return CalendarCrontab.parse(fields, zone);
    }
}
