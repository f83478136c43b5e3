package io.millrace.engine.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Times of the day and days of the calendar. Days count when the day of the month or the weekday fits, if both are
 * restricted, as everywhere with cron.
 *
 * <p>When clocks change: a crontab that names hours is about the wall clock. Its times that a change leaps over are all
 * due at the first moment after the leap, and times that the clock shows twice count the first time only. A crontab for
 * every hour is about the passing of time: it goes on through a repeated hour, and misses nothing when one is leapt over.
 *
 * @param times when it is due, read as if there were no clock changes
 * @param everyHour whether the hour field is a star
 */
record CalendarCrontab(ExecutionTime times, boolean everyHour, ZoneRules zone) implements Crontab {
    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    /** A field, and what may be written there. */
    private record Field(String name, String possible) {}

    private static final List<Field> FIELDS = List.of(
            new Field("minute", "0-59"),
            new Field("hour", "0-23"),
            new Field("day of the month", "1-31"),
            new Field("month", "1-12 or JAN-DEC"),
            new Field("weekday", "0-7 (0 and 7 are Sunday) or SUN-SAT"));

    private static final int HOUR = 1;

    static CalendarCrontab parse(String text, ZoneId zone) {
        String[] fields = text.replace('?', '*').split("\\s+", -1);
        if (fields.length != FIELDS.size()) {
            throw Invalid.because(
                    ("crontab '%s' has %d fields instead of 5: minute, hour, day of the month, month, weekday; or use a"
                                    + " name like @daily or '@every 1h'")
                            .formatted(text, text.isEmpty() ? 0 : fields.length));
        }
        for (int i = 0; i < fields.length; i++) {
            check(text, fields, i);
        }
        CalendarCrontab crontab = new CalendarCrontab(
                times(String.join(" ", fields)),
                fields[HOUR].equals("*") || fields[HOUR].equals("*/1"),
                zone.getRules());
        if (crontab.match(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw Invalid.because("crontab '%s' never happens: no such day is in any year".formatted(text));
        }
        return crontab;
    }

    private static ExecutionTime times(String fields) {
        return ExecutionTime.forCron(new CronParser(UNIX).parse(fields));
    }

    /** Tries each field alone, since the parser does not tell which one it disliked. */
    private static void check(String text, String[] fields, int number) {
        String[] alone = {"*", "*", "*", "*", "*"};
        alone[number] = fields[number];
        try {
            times(String.join(" ", alone));
        } catch (IllegalArgumentException e) {
            Field field = FIELDS.get(number);
            throw Invalid.because(
                    "crontab '%s': '%s' is not a valid %s; use %s, a list (1,3), a range (1-5), steps (*/2) or *"
                            .formatted(text, fields[number], field.name(), field.possible()));
        }
    }

    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        return everyHour ? nextElapsed(after) : nextOnClock(after);
    }

    /** Times of the wall clock before the one of {@code after} are over: the first of each two counts. */
    private Optional<Instant> nextOnClock(Instant after) {
        LocalDateTime from = LocalDateTime.ofInstant(after, zone.getOffset(after));
        Optional<LocalDateTime> time = match(from);
        while (time.isPresent() && !instant(time.get()).isAfter(after)) {
            time = match(time.get());
        }
        return time.map(this::instant);
    }

    private Instant instant(LocalDateTime time) {
        ZoneOffsetTransition change = zone.getTransition(time);
        return change != null && change.isGap()
                ? change.getInstant()
                : time.toInstant(zone.getValidOffsets(time).getFirst());
    }

    /** Within each span between two changes, with the offset that holds there. */
    private Optional<Instant> nextElapsed(Instant after) {
        Instant from = after;
        LocalDateTime local = LocalDateTime.ofInstant(after, zone.getOffset(after));
        while (true) {
            ZoneOffset offset = zone.getOffset(from);
            Optional<Instant> time = match(local).map(found -> found.toInstant(offset));
            ZoneOffsetTransition change = zone.nextTransition(from);
            if (change == null || time.isEmpty() || time.get().isBefore(change.getInstant())) {
                return time;
            }
            from = change.getInstant();
            local = change.getDateTimeAfter().minusNanos(1);
        }
    }

    /** The first time after another one, in a world without clock changes. */
    private Optional<LocalDateTime> match(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
