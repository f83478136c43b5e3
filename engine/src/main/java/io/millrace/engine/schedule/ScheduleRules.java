package io.millrace.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a schedule does now. Pure: the same schedule, runs and moment give the same decisions anywhere. When
 * something is due, the answer holds exactly one {@link Decision.Advance}, {@link Decision.Wait} or {@link
 * Decision.Finish}.
 *
 * <table>
 * <caption>A time that is due</caption>
 * <tr><td>older than the expiry interval</td><td>skipped run</td></tr>
 * <tr><td>fewer runs are active than may be</td><td>run</td></tr>
 * <tr><td>otherwise, suspend</td><td>waits, and all later times with it</td></tr>
 * <tr><td>otherwise, skip</td><td>skipped run</td></tr>
 * <tr><td>otherwise, replace</td><td>run, and the oldest active run is stopped; when more times are due together than
 * runs may be active, the newest get runs and the others skipped runs</td></tr>
 * </table>
 */
public final class ScheduleRules {
    /** More are decided with the next look, so that one schedule cannot hold up the others. */
    static final int MOST_TIMES = 100;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Schedule schedule;
    private final List<ActiveRun> active;
    private final Instant now;
    private final ZoneId zone;
    private final Crontab crontab;
    private final List<Decision> decisions = new ArrayList<>();
    private int started;

    private ScheduleRules(Schedule schedule, List<ActiveRun> active, Instant now, ZoneId zone) {
        this.schedule = schedule;
        this.active = active;
        this.now = now;
        this.zone = zone;
        this.crontab = Crontab.parse(schedule.made().crontab(), zone);
    }

    /**
     * Decides for a running schedule.
     *
     * @param active its runs that have not ended, oldest first
     * @param zone of the server's clocks
     */
    public static List<Decision> decide(Schedule schedule, List<ActiveRun> active, Instant now, ZoneId zone) {
        return schedule.state().next().isEmpty()
                ? List.of()
                : new ScheduleRules(schedule, active, now, zone)
                        .decide(schedule.state().next().get());
    }

    /** The first time of a new schedule; empty when there is none before its end. */
    static Optional<Instant> first(NewSchedule made, ZoneId zone) {
        Instant after = made.start().map(start -> start.minusMillis(1)).orElse(made.createdAt());
        return withinEnd(made, Crontab.parse(made.crontab(), zone).next(after, made.anchor()));
    }

    private static Optional<Instant> withinEnd(NewSchedule made, Optional<Instant> time) {
        return time.filter(next -> made.end().stream().noneMatch(next::isAfter));
    }

    private ScheduleOptions options() {
        return schedule.made().options();
    }

    private List<Decision> decide(Instant next) {
        if (!next.isAfter(schedule.made().horizon(now))) {
            DueTimes due = due(next);
            goOn(due, eachTime(due));
        }
        stopSurplus();
        return List.copyOf(decisions);
    }

    private DueTimes due(Instant next) {
        Instant horizon = schedule.made().horizon(now);
        Instant anchor = schedule.made().anchor();
        if (!options().catchup()) {
            return DueTimes.newest(crontab, anchor, next, horizon);
        }
        DueTimes due = DueTimes.all(crontab, anchor, next, horizon, MOST_TIMES);
        boolean lastOnesMayBeSurplus = replaces()
                && due.beyond() > 0
                && options().concurrency() < due.times().size();
        return lastOnesMayBeSurplus ? due.withoutLast(options().concurrency()) : due;
    }

    private boolean replaces() {
        return limited() && options().policy() == ConcurrencyPolicy.REPLACE;
    }

    private boolean limited() {
        return options().concurrency() > 0;
    }

    /** The time that has to wait, if one has to. */
    private Optional<Instant> eachTime(DueTimes due) {
        for (int i = 0; i < due.times().size(); i++) {
            Instant time = due.times().get(i);
            int later = due.times().size() - 1 - i + due.beyond();
            if (isExpired(time)) {
                decisions.add(new Decision.Skip(time, expired(time)));
            } else if (replaces()) {
                replace(time, later);
            } else if (!limited() || active.size() + started < options().concurrency()) {
                start(time);
            } else if (options().policy() == ConcurrencyPolicy.SUSPEND) {
                return Optional.of(time);
            } else {
                decisions.add(new Decision.Skip(time, "skipped: " + full()));
            }
        }
        return Optional.empty();
    }

    private void start(Instant time) {
        decisions.add(new Decision.Start(time));
        started++;
    }

    private void replace(Instant time, int later) {
        if (later >= options().concurrency()) {
            decisions.add(
                    new Decision.Skip(time, "skipped: later times of the schedule are due too and replace this one"));
        } else {
            start(time);
        }
    }

    /** A run that is being stopped is on its way out; a crash may have left more runs than may be. */
    private void stopSurplus() {
        if (replaces()) {
            List<ActiveRun> staying =
                    active.stream().filter(run -> !run.stopping()).toList();
            int surplus = Math.max(0, staying.size() + started - options().concurrency());
            staying.stream().limit(surplus).forEach(run -> decisions.add(new Decision.Stop(run.id())));
        }
    }

    private void goOn(DueTimes due, Optional<Instant> waiting) {
        String passedOver = due.passedOver()
                ? "times before %s were missed and are not made up for, since catchup is off"
                        .formatted(text(due.times().getFirst()))
                : "";
        if (waiting.isPresent()) {
            decisions.add(
                    new Decision.Wait(waiting.get(), "the run of %s waits: %s".formatted(text(waiting.get()), full())));
            return;
        }
        Optional<Instant> next = withinEnd(
                schedule.made(),
                crontab.next(due.times().getLast(), schedule.made().anchor()));
        decisions.add(next.<Decision>map(time -> new Decision.Advance(time, passedOver))
                .orElseGet(() -> new Decision.Finish(finished())));
    }

    private boolean isExpired(Instant time) {
        Duration expiry = options().expireInterval();
        return !expiry.isZero() && Duration.between(time, now).compareTo(expiry) > 0;
    }

    private String expired(Instant time) {
        return "skipped: its turn came %d s after its time, later than the expiry interval of %d s"
                .formatted(
                        Duration.between(time, now).toSeconds(),
                        options().expireInterval().toSeconds());
    }

    private String full() {
        return "%d of %d runs are active"
                .formatted(active.size() + started, options().concurrency());
    }

    private String finished() {
        return schedule.made()
                .end()
                .map(end -> "no time is left before the end at " + text(end))
                .orElse("no time is left");
    }

    private String text(Instant time) {
        return TIME.format(time.atZone(zone));
    }
}
