package io.millrace.pipeline.definition;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations, amounts of memory and shares of processors. */
final class Quantities {
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)");
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ms|s|m|h|d)){1,5}");
    private static final Pattern MEMORY =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(Ki|Mi|Gi|Ti|Pi|K|k|M|G|T|P)?[Bb]?");
    private static final Pattern CPU = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(m?)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final String PREFIXES = "KMGTP";

    private Quantities() {}

    /** For example 90s, 1h30m, 500ms; a bare whole number is seconds. */
    static Optional<Duration> duration(String text) {
        String plain = text.strip();
        if (plain.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(plain)));
        }
        if (!DURATION.matcher(plain).matches()) {
            return Optional.empty();
        }
        BigDecimal millis = BigDecimal.ZERO;
        Matcher part = DURATION_PART.matcher(plain);
        while (part.find()) {
            BigDecimal unit = BigDecimal.valueOf(MILLIS.getOrDefault(part.group(2), 1L));
            millis = millis.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        return Optional.of(Duration.ofMillis(millis.longValue()));
    }

    /** Bytes: 512Mi, 2Gi (powers of 1024), 500M, 2G (powers of 1000), or a bare number. */
    static Optional<Long> memory(String text) {
        Matcher form = MEMORY.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String unit = form.group(2) == null ? "" : form.group(2);
        BigDecimal base = BigDecimal.valueOf(unit.endsWith("i") ? 1024 : 1000);
        int power = unit.isEmpty() ? 0 : PREFIXES.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
        BigDecimal bytes = new BigDecimal(form.group(1)).multiply(base.pow(power));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(bytes.longValue());
    }

    /** Cores: 2, 0.5, or thousandths such as 500m. */
    static Optional<Double> cpu(String text) {
        Matcher form = CPU.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(form.group(1));
        return Optional.of("m".equals(form.group(2)) ? number / 1000 : number);
    }
}
