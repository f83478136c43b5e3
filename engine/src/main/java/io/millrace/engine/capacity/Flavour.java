package io.millrace.engine.capacity;

import java.time.Instant;

/**
 * A name for what a step gets.
 *
 * @param number never given twice
 * @param cluster the only cluster it is for; empty: all
 */
public record Flavour(
        long number, String name, String cluster, Amounts amounts, Instant createdAt, Instant updatedAt) {}
