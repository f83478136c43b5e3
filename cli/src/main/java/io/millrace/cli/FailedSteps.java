package io.millrace.cli;

import io.millrace.cli.view.Summary;
import io.millrace.engine.record.NodeRow;
import java.util.List;

/** Gathers what to tell about a step that failed. */
final class FailedSteps {
    private static final int LINES = 20;

    private final HomeLogs logs;

    FailedSteps(HomeLogs logs) {
        this.logs = logs;
    }

    Summary.FailedStep of(NodeRow row) {
        List<String> lines = row.attempts() == 0 ? List.of() : Logs.tail(logs.of(row), LINES);
        return new Summary.FailedStep(row, lines, "millrace logs %s %s".formatted(row.run(), row.path()));
    }
}
