package io.millrace.engine.capacity;

import java.time.Instant;

/**
 * Leave for a user to use a queue.
 *
 * @param number never given twice
 */
public record Grant(long number, String user, String queue, Instant createdAt) {}
