package io.millrace.engine;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunSummary;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The read side of the store: what was committed last, without waiting for writers. Safe for use by many threads. */
public interface RunQueries {

    /** At most {@code limit} runs, newest first. */
    List<RunSummary> runs(RunFilter filter, int limit);

    /** The runs that have not ended, oldest first. */
    List<RunId> unfinishedRuns();

    /** One run with its texts. */
    Optional<RunRecord> run(RunId run);

    /** At most {@code limit} nodes of a run with numbers above {@code after} (-1: from the first), in their order. */
    List<NodeRow> nodes(RunId run, int after, int limit);

    /** Hands each event of a run with a sequence above {@code after} to {@code sink}, in order. */
    void events(RunId run, long after, Consumer<EventRow> sink);
}
