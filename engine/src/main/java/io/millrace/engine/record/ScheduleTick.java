package io.millrace.engine.record;

import java.time.Instant;

/**
 * A time at which a schedule was due.
 *
 * @param at the time of the crontab, not the one at which the run was made
 */
public record ScheduleTick(ScheduleId schedule, Instant at) {}
