package io.millrace.engine.record;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as lists show it: {@link RunRecord} without the texts.
 *
 * @param tick when a schedule made it
 */
public record RunSummary(
        RunId id,
        String name,
        String user,
        String storage,
        String description,
        String source,
        Optional<RunId> retryOf,
        RunStatus status,
        String message,
        Instant createdAt,
        Optional<Instant> activatedAt,
        Optional<Instant> endedAt,
        Instant updatedAt,
        Optional<ScheduleTick> tick) {}
