package io.millrace.cli.view;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: {@code 0.04s}, {@code 12.3s}, {@code 4m07s}, {@code 3h12m}. */
public final class Durations {
    private Durations() {}

    /** {@code duration} in at most six characters for anything below 100 hours. */
    public static String text(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return String.format(Locale.ROOT, "%.2fs", millis / 1_000.0);
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1fs", millis / 1_000.0);
        }
        long seconds = millis / 1_000;
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh%02dm", seconds / 3_600, seconds / 60 % 60);
    }
}
