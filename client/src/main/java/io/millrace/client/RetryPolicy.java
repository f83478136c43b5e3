package io.millrace.client;

import java.time.Duration;

/**
 * How often a request is sent again that changes nothing, or that certainly did nothing yet.
 *
 * @param maxAttempts in all, at least 1
 * @param backoff wait before the second attempt, doubled before each further one
 * @param maxBackoff longest wait
 */
public record RetryPolicy(int maxAttempts, Duration backoff, Duration maxBackoff) {
    /** Four attempts within about two seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(5));

    /** One attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        if (maxAttempts < 1 || backoff.isNegative() || maxBackoff.isNegative()) {
            throw new IllegalArgumentException("at least one attempt, and no negative waits");
        }
    }

    /** The wait after attempt number {@code attempt}, which counts from 1. */
    Duration waitAfter(int attempt) {
        Duration wait = backoff.multipliedBy(1L << Math.min(attempt - 1, 20));
        return wait.compareTo(maxBackoff) < 0 ? wait : maxBackoff;
    }
}
