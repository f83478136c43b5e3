package io.millrace.client.pipeline;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often a step is tried.
 *
 * @param maxAttempts in all, from 1 to 100
 * @param backoff wait before the second attempt, doubled before each further one; empty: one second
 * @param maxBackoff longest wait; empty: five minutes
 * @param exitCodes that are worth another attempt; empty: every failure
 */
public record RetryOptions(
        int maxAttempts, Optional<Duration> backoff, Optional<Duration> maxBackoff, List<Integer> exitCodes) {
    public RetryOptions {
        exitCodes = List.copyOf(exitCodes);
    }

    /** Tries that often, after every failure. */
    public static RetryOptions attempts(int maxAttempts) {
        return new RetryOptions(maxAttempts, Optional.empty(), Optional.empty(), List.of());
    }

    /** The same with other waits. */
    public RetryOptions waiting(Duration first, Duration longest) {
        return new RetryOptions(maxAttempts, Optional.of(first), Optional.of(longest), exitCodes);
    }

    /** The same after these exit codes only. */
    public RetryOptions on(Integer... codes) {
        return new RetryOptions(maxAttempts, backoff, maxBackoff, List.of(codes));
    }

    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("max_attempts", maxAttempts);
        backoff.ifPresent(wait -> form.put("backoff", Durations.text(wait)));
        maxBackoff.ifPresent(wait -> form.put("max_backoff", Durations.text(wait)));
        if (!exitCodes.isEmpty()) {
            form.put("on", exitCodes);
        }
        return form;
    }
}
