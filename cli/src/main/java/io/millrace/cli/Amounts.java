package io.millrace.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as options name them, and sizes as people read them. */
final class Amounts {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h|d|w)");
    private static final Map<String, Duration> UNITS_OF_TIME = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([KMGT]?)(?:i?B)?");
    private static final List<String> UNITS_OF_SIZE = List.of("", "K", "M", "G", "T");
    private static final int NEXT_UNIT = 1024;
    private static final int BITS_OF_UNIT = 10;

    private Amounts() {}

    /** Reads {@code 30d}, {@code 12h}, {@code 2w}. */
    static Duration time(String option, String text) {
        Matcher matcher = TIME.matcher(text.toLowerCase(Locale.ROOT));
        Duration unit = matcher.matches() ? UNITS_OF_TIME.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new UsageException("%s: '%s' is not a time; write 30d, 12h or 2w".formatted(option, text));
        }
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /** Reads {@code 10G}, {@code 500MiB}, {@code 0}; units are powers of 1024. */
    static long bytes(String option, String text) {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT).replace("IB", "iB"));
        if (!matcher.matches()) {
            throw new UsageException("%s: '%s' is not a size; write 10G, 500M or 0".formatted(option, text));
        }
        long amount = Long.parseLong(matcher.group(1));
        int shift = BITS_OF_UNIT * UNITS_OF_SIZE.indexOf(matcher.group(2));
        return amount > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : amount << shift;
    }

    /** How many of something: {@code 1 log}, {@code 2 logs}. */
    static String count(int number, String what) {
        return number == 1 ? "1 " + what : number + " " + what + "s";
    }

    /** A size for people: {@code 3.4 GiB}. */
    static String text(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= NEXT_UNIT && unit < UNITS_OF_SIZE.size() - 1) {
            amount /= NEXT_UNIT;
            unit++;
        }
        return unit == 0 ? bytes + " B" : "%.1f %siB".formatted(amount, UNITS_OF_SIZE.get(unit));
    }
}
