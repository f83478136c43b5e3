package io.millrace.client.pipeline;

import java.time.Duration;

/** Durations as pipelines write them. */
final class Durations {
    private Durations() {}

    static String text(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
