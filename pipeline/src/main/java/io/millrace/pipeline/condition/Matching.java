package io.millrace.pipeline.condition;

import io.millrace.pipeline.plan.ConditionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions with a bound on work: the length of pattern and text is limited, and so is the number of times the
 * matcher may look at a character. The same pattern and text give the same answer on any machine.
 */
final class Matching {
    private static final int LONGEST_PATTERN = 250;
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_REPEATS = 1_000;
    private static final int MOST_LOOKS = 500_000;
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)?(?:,(\\d+)?)?\\}");

    private Matching() {}

    /** Compiles a pattern; the message of the exception says what is wrong with it. */
    static Pattern pattern(String regex) {
        if (regex.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException("the pattern is longer than %d characters".formatted(LONGEST_PATTERN));
        }
        boundRepeats(regex);
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'%s' is not a pattern: %s".formatted(regex, e.getDescription()), e);
        }
    }

    /** Counted repeats multiply when nested and cost time even on empty text. */
    private static void boundRepeats(String regex) {
        long product = 1;
        Matcher repeat = REPEAT.matcher(regex);
        while (repeat.find() && product <= MOST_REPEATS) {
            product *= Math.max(1, Math.max(count(repeat.group(1)), count(repeat.group(2))));
        }
        if (product > MOST_REPEATS) {
            throw new IllegalArgumentException(
                    "the pattern repeats too often: at most %d times".formatted(MOST_REPEATS));
        }
    }

    private static long count(@Nullable String digits) {
        return digits == null ? 0 : digits.length() > 6 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }

    /** Whether the pattern occurs somewhere in the text. */
    static boolean find(Pattern pattern, String text) throws ConditionException {
        if (text.length() > LONGEST_TEXT) {
            throw new ConditionException("the text to match is longer than %,d characters".formatted(LONGEST_TEXT));
        }
        try {
            return pattern.matcher(new Counted(text, 0, text.length(), new Budget()))
                    .find();
        } catch (TooMuchWork e) {
            throw new ConditionException(
                    "matching '%s' takes too many steps; write a simpler pattern".formatted(pattern));
        }
    }

    private static final class TooMuchWork extends RuntimeException {
        TooMuchWork() {
            super("too much work", null, false, false);
        }
    }

    /** How often characters may still be looked at. */
    private static final class Budget {
        private int left = MOST_LOOKS;

        void spend() {
            if (--left < 0) {
                throw new TooMuchWork();
            }
        }
    }

    /** Text that counts how often it is looked at. */
    private record Counted(String text, int from, int to, Budget budget) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            budget.spend();
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, from + start, from + end, budget);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
