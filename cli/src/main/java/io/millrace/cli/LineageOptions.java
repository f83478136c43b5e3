package io.millrace.cli;

import io.millrace.engine.artifact.Lineage.Bounds;
import picocli.CommandLine.Option;

/** How much of a lineage is wanted, and in which form. */
final class LineageOptions {
    @Option(names = "--depth", paramLabel = "N", defaultValue = "20", description = "At most N jobs away. Default: 20.")
    int depth;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "500",
            description = "At most N links in each direction. Default: 500.")
    int limit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|mermaid",
            defaultValue = "text",
            description = "Form of the output.")
    LineageFormat format = LineageFormat.TEXT;

    /** The numbers, when they are within what there may be at most. */
    Bounds bounds(int deepest, int mostLinks) {
        return new Bounds(within("--depth", depth, deepest), within("--limit", limit, mostLinks));
    }

    private static int within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException("%s takes a number from 1 to %d, not %d".formatted(option, most, value));
        }
        return value;
    }
}
