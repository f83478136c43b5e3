package io.millrace.engine.schedule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every so many seconds of elapsed time, whatever the clocks do.
 *
 * @param interval whole seconds, at least one
 */
record IntervalCrontab(Duration interval) implements Crontab {
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    private static final Pattern FORM = Pattern.compile("(?:" + PART.pattern() + "){1,4}");
    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "ms",
            new BigDecimal("0.001"),
            "s",
            BigDecimal.ONE,
            "m",
            BigDecimal.valueOf(60),
            "h",
            BigDecimal.valueOf(3600));

    private static final Duration LONGEST = Duration.ofDays(3660);

    /** Reads {@code 1h30m}, {@code 90s}, {@code 1.5h}; parts of seconds are dropped. */
    static IntervalCrontab parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw Invalid.because(
                    "crontab '@every %s': '%s' is not an interval; write 30s, 10m, 1h or 1h30m".formatted(text, text));
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            BigDecimal unit = Optional.ofNullable(SECONDS.get(part.group(2))).orElseThrow();
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        Duration interval = Duration.ofSeconds(seconds.longValue());
        if (interval.isZero() || interval.compareTo(LONGEST) > 0) {
            throw Invalid.because(
                    "crontab '@every %s': an interval is between 1s and %dh".formatted(text, LONGEST.toHours()));
        }
        return new IntervalCrontab(interval);
    }

    /** {@inheritDoc} The first time is one interval after the anchor. */
    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        long passed =
                after.isBefore(anchor) ? 0 : Duration.between(anchor, after).dividedBy(interval);
        return Optional.of(anchor.plus(interval.multipliedBy(passed + 1)));
    }
}
