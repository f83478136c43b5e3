package io.millrace.engine.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;

/** Says what is wrong with a schedule that somebody wants. */
final class Invalid {
    private Invalid() {}

    static MillraceException because(String message) {
        return new MillraceException(Code.SCHEDULE_INVALID, message);
    }
}
