package io.millrace.client.pipeline;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of a run when a node of it fails. */
public enum FailureStrategy {
    /** Everything that runs is stopped, nothing new starts. */
    FAIL_FAST("fail_fast"),
    /** Only what depends on the node is cancelled. */
    CONTINUE("continue");

    private final String word;

    FailureStrategy(String word) {
        this.word = word;
    }

    /** The word in pipelines and on the wire. */
    public String word() {
        return word;
    }

    /** The strategy that a word names; empty when this version of the client does not know it. */
    public static Optional<FailureStrategy> of(String word) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.word.equals(word))
                .findFirst();
    }
}
