package io.millrace.cli;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose log stands for a step: its own, that of the step whose result it took over, or that of the step it waits for.
 *
 * @param step the step that writes or wrote the log; empty: it is known no more
 * @param note for people, when it is not the step's own; empty text otherwise
 */
record LogSource(Optional<NodeRow> step, String note) {
    private static final Pattern LEADER = Pattern.compile("cache reservation: (run-\\d+) (.+)");

    static LogSource of(StoredRuns stored, NodeRow row) {
        if (row.keptFrom().isPresent()) {
            RunId run = row.keptFrom().get();
            return another(stored, run, "%s has the result of".formatted(row.path()), maker(stored, run, row));
        }
        Matcher leader = LEADER.matcher(row.waiting());
        if (leader.matches()) {
            RunId run = RunId.parse(leader.group(1));
            Optional<NodeRow> other = stored.queries().node(run, leader.group(2));
            return another(stored, run, "%s waits for".formatted(row.path()), other);
        }
        return new LogSource(Optional.of(row), "");
    }

    private static LogSource another(StoredRuns stored, RunId run, String how, Optional<NodeRow> step) {
        String note = step.map(other -> "%s %s of %s, whose log follows".formatted(how, other.path(), run))
                .orElseGet(() -> stored.queries().run(run).isPresent()
                        ? "%s a step of %s that has no log".formatted(how, run)
                        : "%s %s, which was deleted with its logs".formatted(how, run));
        return new LogSource(step, note);
    }

    private static Optional<NodeRow> maker(StoredRuns stored, RunId run, NodeRow row) {
        return stored.queries().nodes(run).stream()
                .filter(other -> other.attempts() > 0)
                .filter(other -> row.jobId().isEmpty()
                        ? other.path().equals(row.path())
                        : other.jobId().equals(row.jobId()))
                .findFirst();
    }

    /** Whether it is the log of the same step. */
    boolean isThatOf(LogSource other) {
        return step.map(LogSource::id).equals(other.step.map(LogSource::id));
    }

    private static AttemptId id(NodeRow row) {
        return new AttemptId(row.run(), row.node(), 0);
    }
}
