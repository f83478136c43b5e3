package io.millrace.server.log;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.log.LogSources;
import io.millrace.engine.record.NodeRow;
import io.millrace.server.http.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose logs a user is shown for steps: their own, or those of the steps that they wait for or have their results from.
 * What another user's run wrote is not shown, though its results may be used. Made anew for each answer.
 */
public final class VisibleLogs {
    private final RunQueries queries;
    private final Caller caller;
    private final LogSources sources;
    private final Map<RunId, Boolean> visible = new HashMap<>();

    public VisibleLogs(RunQueries queries, Caller caller) {
        this.queries = queries;
        this.caller = caller;
        this.sources = new LogSources(queries);
    }

    /** The step whose log is shown for a step of a run that the caller may see; empty while there is none. */
    public Optional<NodeRow> of(NodeRow step) {
        return sources.of(step)
                .step()
                .filter(maker -> maker.attempts() > 0)
                .filter(maker -> maker.run().equals(step.run()) || isVisible(maker.run()));
    }

    private boolean isVisible(RunId run) {
        return visible.computeIfAbsent(
                run,
                id -> queries.run(id)
                        .filter(record -> caller.owns(record.created().user()))
                        .isPresent());
    }
}
