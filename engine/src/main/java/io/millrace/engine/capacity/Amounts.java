package io.millrace.engine.capacity;

import io.millrace.pipeline.plan.Resources;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of resources, as they were written.
 *
 * @param cpu cores, {@code 2} or {@code 500m}; empty: none stated
 * @param memory bytes, {@code 8Gi}; empty: none stated
 * @param scalars of devices and the like, by name
 */
public record Amounts(String cpu, String memory, Map<String, String> scalars) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|Ki|Mi|Gi|Ti|Pi|K|k|M|G|T|P)?");
    private static final String PREFIXES = "KMGTP";
    private static final String GPU = "nvidia.com/gpu";
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 60);

    public Amounts {
        scalars = Map.copyOf(scalars);
    }

    /** The number that a text such as {@code 8Gi} stands for; empty when it is none, or is out of all proportion. */
    public static Optional<BigDecimal> number(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String unit = form.group(2) == null ? "" : form.group(2);
        if (unit.equals("m")) {
            return Optional.of(number.movePointLeft(3));
        }
        BigDecimal base = BigDecimal.valueOf(unit.endsWith("i") ? 1024 : 1000);
        int power = unit.isEmpty() ? 0 : PREFIXES.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
        return Optional.of(number.multiply(base.pow(power))).filter(value -> value.compareTo(LARGEST) <= 0);
    }

    /** What the amounts mean to an executor; texts that are no numbers mean nothing. */
    public Resources resources() {
        Optional<BigDecimal> cores = number(cpu);
        Optional<BigDecimal> bytes = number(memory);
        Optional<BigDecimal> devices = Optional.ofNullable(scalars.get(GPU)).flatMap(Amounts::number);
        return new Resources(
                cores.isPresent() ? OptionalDouble.of(cores.get().doubleValue()) : OptionalDouble.empty(),
                bytes.isPresent() ? OptionalLong.of(bytes.get().longValue()) : OptionalLong.empty(),
                devices.isPresent() ? OptionalInt.of(devices.get().intValue()) : OptionalInt.empty());
    }
}
