package io.millrace.pipeline.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Further attempts for a step whose attempt failed. The n-th wait is {@code backoff * 2^(n-1)}, at most
 * {@code maxBackoff}.
 *
 * @param maxAttempts attempts in all, at least 1; 1: no retry
 * @param on exit codes that are retried; empty: every failure is, unknown outcomes and timeouts included
 */
public record RetryPolicy(int maxAttempts, Duration backoff, Duration maxBackoff, SortedSet<Integer> on) {
    /** One attempt only. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, new TreeSet<>());

    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("max_attempts " + maxAttempts);
        }
        on = Collections.unmodifiableSortedSet(new TreeSet<>(on));
    }
}
