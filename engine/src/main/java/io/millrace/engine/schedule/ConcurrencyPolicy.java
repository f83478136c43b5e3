package io.millrace.engine.schedule;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens at a time that comes while as many runs of the schedule are active as may be. */
public enum ConcurrencyPolicy {
    /** The time waits until a run has ended. */
    SUSPEND,
    /** The time gets a run that is born skipped. */
    SKIP,
    /** The time gets its run, and the oldest active run is stopped. */
    REPLACE;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy that {@link #word} names. */
    public static Optional<ConcurrencyPolicy> ofWord(String word) {
        return Stream.of(values()).filter(policy -> policy.word().equals(word)).findFirst();
    }
}
