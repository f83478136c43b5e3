package io.millrace.engine.schedule;

import java.time.Duration;

/**
 * What a schedule does when it cannot simply run on time.
 *
 * @param catchup whether every time that was missed is made up for; otherwise only the newest one is
 * @param expireInterval a time that is older than this when its turn comes gets a skipped run; zero: never
 * @param concurrency how many runs of the schedule may be active; zero: any number
 * @param policy what happens beyond that
 */
public record ScheduleOptions(boolean catchup, Duration expireInterval, int concurrency, ConcurrencyPolicy policy) {
    /** Every time gets its run, however late and however many run. */
    public static final ScheduleOptions DEFAULT =
            new ScheduleOptions(true, Duration.ZERO, 0, ConcurrencyPolicy.SUSPEND);

    public ScheduleOptions {
        if (expireInterval.isNegative() || concurrency < 0) {
            throw new IllegalArgumentException("expireInterval %s, concurrency %d: neither may be negative"
                    .formatted(expireInterval, concurrency));
        }
    }
}
