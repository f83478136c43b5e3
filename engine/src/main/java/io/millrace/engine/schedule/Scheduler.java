package io.millrace.engine.schedule;

import io.millrace.engine.HaltPoint;
import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.StoreException;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.schedule.ScheduleTurn.TickRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the schedules when one is due, and once a second otherwise: so it needs no news of runs that ended, schedules
 * that were made, or a clock that was set. One thread does it all.
 *
 * <p>A look is safe to lose at any moment: the runs of a turn, their times and the next time are one transaction, a time
 * has one row at most, and a run that is stored and did not begin is begun by the engine's recovery.
 */
public final class Scheduler implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    private final Ports ports;
    private final TurnMaker turns;
    private final Thread thread;
    private boolean closed;

    /** Whether every running schedule was looked at since the start, due or not. */
    private boolean allSeen;

    /**
     * What a scheduler is made of.
     *
     * @param zone of the clocks that crontabs are about
     */
    public record Ports(
            ScheduleStore store,
            ScheduleQueries queries,
            ScheduledRuns pipelines,
            RunControl runs,
            TimeSource time,
            ZoneId zone,
            SchedulerObserver observer) {}

    /** Makes a scheduler that does nothing before {@link #start}. */
    public Scheduler(Ports ports) {
        this.ports = ports;
        this.turns = new TurnMaker(ports.pipelines());
        this.thread = Thread.ofPlatform().name("scheduler").unstarted(this::run);
    }

    /** Begins to look. The engine should have recovered its runs before, since they count as active. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!isClosed()) {
                pause(lookAndTellPause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration lookAndTellPause() {
        try {
            if (look()) {
                return Duration.ZERO;
            }
            Duration untilNext = ports.queries()
                    .nextTime()
                    .map(next -> Duration.between(ports.time().now(), next))
                    .filter(Duration::isPositive)
                    .orElse(LONGEST_PAUSE);
            return untilNext.compareTo(LONGEST_PAUSE) < 0 ? untilNext : LONGEST_PAUSE;
        } catch (RuntimeException e) {
            ports.observer().failing(e instanceof StoreException ? String.valueOf(e.getMessage()) : e.toString());
            return LONGEST_PAUSE; // whatever it was, the schedules of others must not stand still for ever
        }
    }

    private synchronized void pause(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); !closed && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /**
     * Looks once at every schedule that is due; the first time, at all that run. The thread does this again and again;
     * tests do it instead of the thread.
     *
     * @return whether one of them has more to do at once
     */
    public boolean look() {
        Instant now = ports.time().now();
        Instant horizon = allSeen ? now : Instant.ofEpochMilli(Long.MAX_VALUE);
        boolean more = false;
        long last = 0;
        List<Schedule> page;
        do {
            page = ports.queries().due(horizon, last, PAGE);
            for (Schedule schedule : page) {
                more |= lookSafely(schedule, now);
                last = schedule.id().number();
            }
        } while (page.size() == PAGE && !isClosed());
        allSeen = true;
        return more;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private boolean lookSafely(Schedule schedule, Instant now) {
        try {
            return look(schedule, now);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            String why = e instanceof MillraceException ? String.valueOf(e.getMessage()) : "internal error: " + e;
            ports.store().end(schedule.id(), ScheduleStatus.FAILED, why, now);
            ports.observer().broken(schedule.id(), e);
            return false;
        }
    }

    private boolean look(Schedule schedule, Instant now) {
        List<ActiveRun> active = ports.queries().activeRuns(schedule.id());
        List<Decision> decisions = ScheduleRules.decide(schedule, active, now, ports.zone());
        ScheduleTurn turn = turns.of(schedule, decisions, now);
        if (!turn.changesNothing() && !write(turn)) {
            return false;
        }
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Stop(RunId run)) {
                stop(run);
            }
        }
        return !turn.runs().isEmpty()
                && turn.after().next().filter(next -> !next.isAfter(now)).isPresent();
    }

    private boolean write(ScheduleTurn turn) {
        HaltPoint.BEFORE_TICK.pass();
        Optional<List<RunId>> runs = ports.store().write(turn);
        HaltPoint.AFTER_TICK.pass();
        runs.ifPresent(created -> begin(turn.runs(), created));
        return runs.isPresent();
    }

    private void begin(List<TickRun> made, List<RunId> created) {
        for (int i = 0; i < created.size(); i++) {
            if (made.get(i).status() == RunStatus.INITIATING) {
                try {
                    ports.runs().begin(created.get(i));
                } catch (MillraceException e) {
                    ports.observer()
                            .failing("%s is stored but did not begin: %s".formatted(created.get(i), e.getMessage()));
                }
            }
        }
    }

    private void stop(RunId run) {
        try {
            ports.runs().stop(run);
        } catch (MillraceException e) {
            if (e.code() != Code.RUN_STATE && e.code() != Code.RUN_NOT_FOUND) {
                ports.observer().failing("%s could not be stopped: %s".formatted(run, e.getMessage()));
            }
        }
    }

    /** Ends after the schedule that is being looked at. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
