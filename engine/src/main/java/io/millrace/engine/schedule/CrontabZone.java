package io.millrace.engine.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;

/** The place that a crontab names. */
final class CrontabZone {
    private CrontabZone() {}

    static ZoneId parse(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Invalid.because(
                    "the crontab names the time zone '%s', which is unknown; they look like Europe/Berlin or UTC"
                            .formatted(name));
        }
    }
}
