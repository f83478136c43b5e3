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
        List<RunId> runs = queries.unfinishedRuns();
        if (runs.isEmpty()) {
            return;
        }
        String names = runs.stream().limit(NAMED).map(RunId::toString).collect(Collectors.joining(", "));
        String more = runs.size() > NAMED ? " and %d more".formatted(runs.size() - NAMED) : "";
        view.notice("unfinished: %s%s; `millrace resume` takes %s up again"
                .formatted(names, more, runs.size() == 1 ? "it" : "them"));
    }
}
