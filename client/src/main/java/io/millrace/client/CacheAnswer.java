package io.millrace.client;

import java.util.List;
import java.util.Optional;

/**
 * What the cache said to a step.
 *
 * @param answer {@code hit}, {@code miss} or another word
 * @param reason for people
 * @param firstFingerprint of what the step is
 * @param secondFingerprint of what it reads; empty when it did not matter
 * @param entry id of the entry that was reused
 * @param changes what differs from the last time that the step ran
 */
public record CacheAnswer(
        String answer,
        String reason,
        String firstFingerprint,
        String secondFingerprint,
        Optional<String> entry,
        List<Change> changes) {

    /**
     * One difference.
     *
     * @param name of what changed
     * @param before empty: it is new
     * @param after empty: it is gone
     * @param lines more about it
     */
    public record Change(String name, String before, String after, List<String> lines) {}

    static CacheAnswer of(Fields answer) {
        return new CacheAnswer(
                answer.text("answer"),
                answer.text("reason"),
                answer.text("first"),
                answer.text("second"),
                answer.has("entry") ? Optional.of("cch-%06d".formatted(answer.number("entry"))) : Optional.empty(),
                answer.list(
                        "changes",
                        change -> new Change(
                                change.text("name"),
                                change.text("before"),
                                change.text("after"),
                                change.text("lines").lines().toList())));
    }
}
