package io.millrace.engine.schedule;

import java.util.Locale;

/** States of a schedule. Only a running one makes runs; the others are final. */
public enum ScheduleStatus {
    RUNNING,
    SUCCESS,
    FAILED,
    TERMINATED;

    /** Whether the schedule never makes a run again. */
    public boolean isFinal() {
        return this != RUNNING;
    }

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that {@link #word} names. */
    public static ScheduleStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
