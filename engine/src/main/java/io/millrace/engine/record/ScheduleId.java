package io.millrace.engine.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identity of a schedule; shown as {@code schedule-000001}, more digits when needed. Never used twice. */
public record ScheduleId(long number) {
    private static final Pattern FORM = Pattern.compile("schedule-(\\d{6,18})");

    public ScheduleId {
        if (number < 1) {
            throw new IllegalArgumentException("schedule number " + number);
        }
    }

    /** Reads the shown form; empty when {@code text} is not one. */
    public static Optional<ScheduleId> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && Long.parseLong(matcher.group(1)) > 0
                ? Optional.of(new ScheduleId(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "schedule-%06d".formatted(number);
    }
}
