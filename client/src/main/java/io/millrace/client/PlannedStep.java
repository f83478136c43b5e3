package io.millrace.client;

import java.time.Duration;
import java.util.Optional;

/**
 * What a run would do with a step.
 *
 * @param step its path
 * @param plan {@code hit}, {@code miss}, {@code depends} or another word
 * @param why for people
 * @param saves how long the step took when its result was made, when that is reused
 */
public record PlannedStep(String step, String plan, String why, Optional<Duration> saves) {
    static PlannedStep of(Fields step) {
        return new PlannedStep(
                step.text("step"),
                step.text("plan"),
                step.text("why"),
                step.has("savedMillis")
                        ? Optional.of(Duration.ofMillis(step.number("savedMillis")))
                        : Optional.empty());
    }
}
