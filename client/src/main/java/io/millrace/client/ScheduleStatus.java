package io.millrace.client;

import java.util.Locale;

/** Where a schedule is in its life. */
public enum ScheduleStatus {
    RUNNING,
    /** Its last time has passed. */
    SUCCESS,
    FAILED,
    /** Stopped by somebody. */
    TERMINATED,
    /** A word that this version of the client does not know. */
    UNKNOWN;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ScheduleStatus of(String word) {
        for (ScheduleStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
