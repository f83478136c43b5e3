package io.millrace.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Times of a crontab that are due.
 *
 * @param times in order, never none
 * @param passedOver whether older ones are left out
 * @param beyond how many newer ones are certainly due too; zero: none is
 */
record DueTimes(List<Instant> times, boolean passedOver, int beyond) {
    /** The times from {@code first}, which is one, up to {@code horizon}, no more than {@code most} at once. */
    static DueTimes all(Crontab crontab, Instant anchor, Instant first, Instant horizon, int most) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> time = Optional.of(first);
        while (time.isPresent() && !time.get().isAfter(horizon) && times.size() < most) {
            times.add(time.get());
            time = crontab.next(time.get(), anchor);
        }
        return new DueTimes(
                times, false, time.filter(next -> !next.isAfter(horizon)).isPresent() ? 1 : 0);
    }

    /** Only the last time up to {@code horizon}, found by halving, since there may be millions. */
    static DueTimes newest(Crontab crontab, Instant anchor, Instant first, Instant horizon) {
        Instant newest = first;
        Instant none = horizon;
        Optional<Instant> following = crontab.next(newest, anchor).filter(time -> !time.isAfter(horizon));
        while (following.isPresent()) {
            newest = following.get();
            Instant middle = newest.plus(Duration.between(newest, none).dividedBy(2));
            Optional<Instant> beyond = crontab.next(middle, anchor).filter(time -> !time.isAfter(horizon));
            if (beyond.isPresent()) {
                newest = beyond.get();
            } else {
                none = middle;
            }
            following = crontab.next(newest, anchor).filter(time -> !time.isAfter(horizon));
        }
        return new DueTimes(List.of(newest), newest.isAfter(first), 0);
    }

    /** Leaves the last ones for the next look. */
    DueTimes withoutLast(int count) {
        return new DueTimes(times.subList(0, times.size() - count), passedOver, beyond + count);
    }
}
