package io.millrace.cli;

import io.millrace.cli.view.Summary;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.record.NodeRow;
import io.millrace.executor.local.AttemptFiles;
import java.util.List;

/** Gathers what to tell about a step that failed. */
final class FailedSteps {
    private static final int LINES = 20;

    private final AttemptFiles files;

    FailedSteps(AttemptFiles files) {
        this.files = files;
    }

    Summary.FailedStep of(NodeRow row) {
        List<String> lines = row.attempts() == 0
                ? List.of()
                : Logs.tail(files.log(new AttemptId(row.run(), row.node(), row.attempts())), LINES);
        return new Summary.FailedStep(row, lines, "millrace logs %s %s".formatted(row.run(), row.path()));
    }
}
