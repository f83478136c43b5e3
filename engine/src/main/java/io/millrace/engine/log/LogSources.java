package io.millrace.engine.log;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds whose logs stand for steps. Remembers the runs it looked into: made anew for each answer, used by one thread. */
public final class LogSources {
    private static final Pattern LEADER = Pattern.compile("cache reservation: (run-\\d+) (.+)");

    private final RunQueries queries;
    private final Map<RunId, List<NodeRow>> makers = new HashMap<>();

    public LogSources(RunQueries queries) {
        this.queries = queries;
    }

    /** Whose log stands for a step. */
    public LogSource of(NodeRow row) {
        if (row.keptFrom().isPresent()) {
            RunId run = row.keptFrom().get();
            return another(run, "%s has the result of".formatted(row.path()), maker(run, row));
        }
        Matcher leader = LEADER.matcher(row.waiting());
        if (leader.matches()) {
            RunId run = RunId.parse(leader.group(1));
            return another(run, "%s waits for".formatted(row.path()), queries.node(run, leader.group(2)));
        }
        return new LogSource(Optional.of(row), "");
    }

    private LogSource another(RunId run, String how, Optional<NodeRow> step) {
        String note = step.map(other -> "%s %s of %s, whose log follows".formatted(how, other.path(), run))
                .orElseGet(() -> queries.run(run).isPresent()
                        ? "%s a step of %s that has no log".formatted(how, run)
                        : "%s %s, which was deleted with its logs".formatted(how, run));
        return new LogSource(step, note);
    }

    private Optional<NodeRow> maker(RunId run, NodeRow row) {
        return makers
                .computeIfAbsent(
                        run,
                        id -> queries.nodes(id).stream()
                                .filter(other -> other.attempts() > 0)
                                .toList())
                .stream()
                .filter(other -> row.jobId().isEmpty()
                        ? other.path().equals(row.path())
                        : other.jobId().equals(row.jobId()))
                .findFirst();
    }
}
