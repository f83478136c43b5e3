package io.millrace.server.http;

import java.time.Duration;

/**
 * How fast a client must be at least.
 *
 * @param patience what it may take for anything, however small
 */
record Pace(Duration patience) {
    private static final long BYTES_PER_SECOND = 16 << 10;
    private static final int IDLE_FACTOR = 4;

    /** What a client may take beyond {@link #patience} for bytes. */
    Duration forBytes(long bytes) {
        return Duration.ofNanos(bytes * Duration.ofSeconds(1).toNanos() / BYTES_PER_SECOND);
    }

    /** What a connection may rest between an answer and the next request. */
    Duration betweenRequests() {
        return patience.multipliedBy(IDLE_FACTOR);
    }
}
