package io.millrace.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of the commands that run steps. */
final class EngineOptions {
    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Steps of all runs together that may run at a time. Default: ${DEFAULT-VALUE}.")
    int slots = 100;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long a stopped step may take to end before it is killed. Default: ${DEFAULT-VALUE}.")
    int graceSeconds = 10;

    int slots() {
        if (slots < 1) {
            throw new UsageException("--slots must be at least 1, not " + slots);
        }
        return slots;
    }

    Duration grace() {
        if (graceSeconds < 0) {
            throw new UsageException("--grace must not be negative, and is " + graceSeconds);
        }
        return Duration.ofSeconds(graceSeconds);
    }
}
