package io.millrace.pipeline.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the second fingerprint of a step looks at files. */
public enum CacheStrategy {
    /** By what is in them. */
    CONTENT,
    /** By when they were modified, as PaddleFlow does. */
    CONSERVATIVE;

    /** The word that pipelines use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The strategy that a word names. */
    public static Optional<CacheStrategy> of(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }
}
