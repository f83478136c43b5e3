package io.millrace.engine.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identity of a run; shown as {@code run-000001}, more digits when needed. Never used twice. */
public record RunId(long number) implements Comparable<RunId> {
    private static final int DIGITS = 6;
    private static final Pattern FORM = Pattern.compile("run-(\\d{6,18})");

    public RunId {
        if (number < 1) {
            throw new IllegalArgumentException("run number " + number);
        }
    }

    /**
     * Reads the shown form.
     *
     * @throws IllegalArgumentException when {@code text} is not one
     */
    public static RunId parse(String text) {
        return of(text).orElseThrow(
                        () -> new IllegalArgumentException("not a run id: '" + text + "' (they look like run-000001)"));
    }

    /** Reads the shown form; empty when {@code text} is not one. */
    public static Optional<RunId> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && Long.parseLong(matcher.group(1)) > 0
                ? Optional.of(new RunId(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    @Override
    public int compareTo(RunId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        String digits = Long.toString(number);
        return "run-" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }
}
