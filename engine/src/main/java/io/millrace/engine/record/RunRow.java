package io.millrace.engine.record;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What changes of a run's row over its life.
 *
 * @param message why it is in this state, for people; may be empty
 * @param activatedAt when it became running
 * @param endedAt when it became final
 */
public record RunRow(
        RunId run,
        RunStatus status,
        String message,
        Optional<Instant> activatedAt,
        Optional<Instant> endedAt,
        Instant updatedAt) {}
