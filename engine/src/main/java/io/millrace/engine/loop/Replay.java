package io.millrace.engine.loop;

import io.millrace.engine.RunInputs;
import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunState;
import io.millrace.engine.record.EventJson;
import io.millrace.engine.record.RunRecord;

/** Rebuilds the state of a run from its events. */
final class Replay {
    private final RunQueries queries;
    private final RunInputs inputs;

    Replay(RunQueries queries, RunInputs inputs) {
        this.queries = queries;
        this.inputs = inputs;
    }

    RunState of(RunRecord record) {
        RunState run = new RunState(inputs.of(record));
        queries.events(record.id(), 0, row -> {
            run.apply(EventJson.read(row.event()));
            if (run.sequence() != row.sequence()) {
                throw new IllegalStateException(
                        "%s: event %d follows event %d".formatted(record.id(), row.sequence(), run.sequence() - 1));
            }
        });
        return run;
    }
}
