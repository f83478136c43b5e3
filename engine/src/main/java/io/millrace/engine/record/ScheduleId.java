package io.millrace.engine.record;

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

    /**
     * Reads the shown form.
     *
     * @throws IllegalArgumentException when {@code text} is not one
     */
    public static ScheduleId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("not a schedule id: '" + text + "' (they look like schedule-000001)");
        }
        return new ScheduleId(Long.parseLong(matcher.group(1)));
    }

    @Override
    public String toString() {
        return "schedule-%06d".formatted(number);
    }
}
