package io.millrace.pipeline.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads numbers as pipelines write them: underscores and the prefixes 0x, 0o, 0b and 0 are allowed, and a whole number
 * may have a point or an exponent ({@code 1.0}, {@code 1e3}). Whole numbers beyond 64 bits become fractions.
 */
public final class NumberText {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:\\.[0-9]++|[0-9]++(?:\\.[0-9]*+)?)(?:[eE][-+]?[0-9]{1,6}+)?");
    /** Beyond this many characters nothing is a number: keeps arithmetic on absurd digits out. */
    private static final int LONGEST = 400;

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private NumberText() {}

    /** The number that {@code text} writes; empty when it writes none, or not a finite one. */
    public static Optional<Value> read(String text) {
        if (text.isEmpty() || text.length() > LONGEST || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        String plain = text.replace("_", "");
        Optional<Value> whole = whole(plain);
        return whole.isPresent() ? whole : decimal(plain);
    }

    private static Optional<Value> whole(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        int radix = radix(digits);
        String body = radix == 10 ? digits : digits.substring(prefix(digits));
        if (body.isEmpty() || !body.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0)) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(body, radix);
        return fit(text.startsWith("-") ? number.negate() : number);
    }

    private static int radix(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    private static int prefix(String digits) {
        return "xXbBoO".indexOf(digits.charAt(1)) < 0 ? 1 : 2;
    }

    private static Optional<Value> fit(BigInteger number) {
        if (number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0) {
            return Optional.of(new Value.Int(number.longValueExact()));
        }
        double real = number.doubleValue();
        return Double.isFinite(real) ? Optional.of(new Value.Real(real)) : Optional.empty();
    }

    private static Optional<Value> decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            return Optional.empty();
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < 0x1p63;
        return Optional.of(
                whole ? new Value.Int(new BigDecimal(Double.toString(number)).longValue()) : new Value.Real(number));
    }
}
