package io.millrace.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds texts that must not be seen, and puts as many asterisks in their place as they have bytes. It does not know the
 * texts, only their lengths and fingerprints under a key: polynomials modulo 2^61-1 that roll along. Immutable.
 */
public final class LogMask {
    /** Masks nothing. */
    public static final LogMask NOTHING = new LogMask(1, Set.of());

    /** Shorter lines are too often a part of something harmless. */
    public static final int SHORTEST = 4;

    private static final long PRIME = (1L << 61) - 1;

    /**
     * The fingerprint of a text without line breaks.
     *
     * @param length in bytes
     */
    public record Mark(int length, long fingerprint) {}

    private final long base;
    private final Map<Integer, Set<Long>> fingerprints = new HashMap<>();
    private final int longest;

    /**
     * @param key the same as that of the marks: chance, since with a small number other texts have the same fingerprints
     */
    public LogMask(long key, Set<Mark> marks) {
        this.base = base(key);
        marks.forEach(mark -> fingerprints
                .computeIfAbsent(mark.length(), length -> new HashSet<>())
                .add(mark.fingerprint()));
        this.longest = marks.stream().mapToInt(Mark::length).max().orElse(0);
    }

    /** A number that polynomials can be taken at: neither 0 nor 1. */
    private static long base(long key) {
        return Math.floorMod(key, PRIME - 2) + 2;
    }

    /** The marks of a value, one for each line: logs are read by lines. */
    public static List<Mark> marks(long key, String value) {
        return Arrays.stream(value.split("[\r\n]+", -1))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .filter(line -> line.length >= SHORTEST)
                .map(line -> new Mark(line.length, fingerprint(base(key), line)))
                .toList();
    }

    private static long fingerprint(long base, byte[] text) {
        long sum = 0;
        for (byte one : text) {
            sum = plus(times(sum, base), digit(one));
        }
        return sum;
    }

    /** Zero would make texts of different lengths the same. */
    private static long digit(byte one) {
        return (one & 0xFF) + 1L;
    }

    /** How far around a place one has to look to know what is masked there. */
    int reach() {
        return Math.max(0, longest - 1);
    }

    /** The text with what must not be seen masked. */
    byte[] apply(byte[] text) {
        BitSet hidden = new BitSet();
        fingerprints.forEach((length, wanted) -> hide(text, length, wanted, hidden));
        if (hidden.isEmpty()) {
            return text;
        }
        byte[] masked = text.clone();
        hidden.stream().forEach(at -> masked[at] = '*');
        return masked;
    }

    private void hide(byte[] text, int length, Set<Long> wanted, BitSet hidden) {
        if (text.length < length) {
            return;
        }
        long leaving = 1;
        for (int i = 1; i < length; i++) {
            leaving = times(leaving, base);
        }
        long sum = 0;
        for (int i = 0; i < text.length; i++) {
            if (i >= length) {
                sum = plus(sum, PRIME - times(digit(text[i - length]), leaving));
            }
            sum = plus(times(sum, base), digit(text[i]));
            if (i >= length - 1 && wanted.contains(sum)) {
                hidden.set(i - length + 1, i + 1);
            }
        }
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return plus(low & PRIME, (low >>> 61) | (high << 3));
    }
}
