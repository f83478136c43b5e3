package io.millrace.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all commands understand that remove what is too old or too much. */
final class PruneOptions {
    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Remove what ended, or was written to last, longer ago: 30d, 12h, 2w.")
    String olderThan = "";

    @Option(names = "--dry-run", description = "Only print what would be removed.")
    boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output.")
    Output.Format format = Output.Format.TEXT;

    /** The oldest age that stays. */
    Optional<Duration> age() {
        return olderThan.isEmpty() ? Optional.empty() : Optional.of(Amounts.time("--older-than", olderThan));
    }
}
