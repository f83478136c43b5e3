package io.millrace.engine.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.TimeSource;
import io.millrace.engine.record.ScheduleId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What people do with schedules. Who may do it, and whether the pipeline exists, is the caller's business. Safe for use
 * by many threads.
 *
 * @param zone of the server's clocks
 */
public record Schedules(ScheduleStore store, ScheduleQueries queries, TimeSource time, ZoneId zone) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{1,49}");
    private static final int MOST_DESCRIPTION_BYTES = 256;

    /** Whether this may be the name of a schedule. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Makes a schedule; it counts from now.
     *
     * @throws MillraceException {@link Code#SCHEDULE_INVALID} or {@link Code#SCHEDULE_NAME_TAKEN}
     */
    public ScheduleId create(NewSchedule made) {
        if (!isName(made.name())) {
            throw Invalid.because("'%s' is no name of a schedule: a letter or _, then 1 to 49 letters, digits or _"
                    .formatted(made.name()));
        }
        if (made.description().getBytes(StandardCharsets.UTF_8).length > MOST_DESCRIPTION_BYTES) {
            throw Invalid.because("the description is longer than %d bytes".formatted(MOST_DESCRIPTION_BYTES));
        }
        checkTimes(made);
        Instant next = ScheduleRules.first(made, zone)
                .orElseThrow(() -> Invalid.because(
                        "no time of the crontab '%s' lies between the start and the end".formatted(made.crontab())));
        return store.create(made, next);
    }

    private static void checkTimes(NewSchedule made) {
        Predicate<Instant> over = moment -> !moment.isAfter(made.createdAt());
        if (made.start().filter(over).isPresent()) {
            throw Invalid.because("the start is not in the future; leave it out to begin at once");
        }
        if (made.end().filter(over).isPresent()) {
            throw Invalid.because("the end is not in the future");
        }
        if (made.start().isPresent()
                && made.end().filter(end -> !end.isAfter(made.start().get())).isPresent()) {
            throw Invalid.because("the end is not after the start");
        }
    }

    /**
     * Ends a schedule; runs that it made go on.
     *
     * @throws MillraceException {@link Code#SCHEDULE_NOT_FOUND}, or {@link Code#SCHEDULE_STATE} when it has ended already
     */
    public void stop(ScheduleId id) {
        schedule(id);
        if (!store.end(id, ScheduleStatus.TERMINATED, "stopped", time.now())) {
            throw new MillraceException(
                    Code.SCHEDULE_STATE,
                    "%s is not running: it is %s"
                            .formatted(id, schedule(id).state().status().word()));
        }
    }

    /**
     * Deletes a schedule that has ended; its runs stay.
     *
     * @throws MillraceException {@link Code#SCHEDULE_NOT_FOUND}, or {@link Code#SCHEDULE_STATE} when it runs
     */
    public void delete(ScheduleId id) {
        schedule(id);
        if (!store.delete(id)) {
            throw new MillraceException(Code.SCHEDULE_STATE, "%s is running: stop it first".formatted(id));
        }
    }

    /**
     * One schedule.
     *
     * @throws MillraceException {@link Code#SCHEDULE_NOT_FOUND}
     */
    public Schedule schedule(ScheduleId id) {
        return queries.schedule(id)
                .orElseThrow(() -> new MillraceException(Code.SCHEDULE_NOT_FOUND, "there is no %s".formatted(id)));
    }
}
