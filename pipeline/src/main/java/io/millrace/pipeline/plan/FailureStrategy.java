package io.millrace.pipeline.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a failed node means for the others. */
public enum FailureStrategy {
    /** Everything that runs is stopped, nothing new starts. */
    FAIL_FAST,
    /** Only what depends on the failed node is given up. */
    CONTINUE;

    /** The word that pipelines use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The strategy that a word names. */
    public static Optional<FailureStrategy> of(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }
}
