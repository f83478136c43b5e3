package io.millrace.engine.schedule;

import io.millrace.engine.record.ScheduleId;

/** A stored schedule: what it was made with, and where it stands. */
public record Schedule(ScheduleId id, NewSchedule made, ScheduleState state) {}
