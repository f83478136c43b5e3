package io.millrace.cli;

import picocli.CommandLine.Option;

/** How much of a list is printed. */
final class PageOption {
    private static final int MOST = 100_000;

    @Option(names = "-n", paramLabel = "N", description = "At most N. Default: ${DEFAULT-VALUE}.")
    private int limit = 100;

    int limit() {
        if (limit < 1 || limit > MOST) {
            throw new UsageException("-n takes a number from 1 to %d, not %d".formatted(MOST, limit));
        }
        return limit;
    }

    /** As many as fit into one request, and no more than are wanted. */
    int pageSize() {
        return Math.min(limit(), 1000);
    }
}
