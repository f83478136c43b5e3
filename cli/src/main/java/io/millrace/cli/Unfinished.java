package io.millrace.cli;

import io.millrace.cli.view.RunView;
import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import java.util.List;
import java.util.stream.Collectors;

/** Tells that an earlier process left runs behind. */
final class Unfinished {
    private static final int NAMED = 3;

    private Unfinished() {}

    static void mention(RunQueries queries, RunView view) {
        List<RunId> runs = queries.unfinishedRuns(0, NAMED);
        if (runs.isEmpty()) {
            return;
        }
        long all = queries.unfinishedCounts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        String names = runs.stream().map(RunId::toString).collect(Collectors.joining(", "));
        String more = all > runs.size() ? " and %d more".formatted(all - runs.size()) : "";
        view.notice("unfinished: %s%s; `millrace resume` takes %s up again"
                .formatted(names, more, all == 1 ? "it" : "them"));
    }
}
