package io.millrace.engine;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The read side of the store: what was committed last, without waiting for writers. Safe for use by many threads. */
public interface RunQueries {
    /** Nodes that are read at a time: a run may have very many. */
    int NODES_PER_PAGE = 1000;

    /** Runs that are read at a time when all are asked for. */
    int RUNS_PER_PAGE = 1000;

    /** At most {@code limit} runs, newest first. */
    List<RunSummary> runs(RunFilter filter, int limit);

    /** At most {@code limit} runs that have not ended, with numbers above {@code after} (0: from the first), oldest first. */
    List<RunId> unfinishedRuns(long after, int limit);

    /** All runs that have not ended, oldest first. */
    default List<RunId> unfinishedRuns() {
        List<RunId> all = new ArrayList<>();
        List<RunId> page = unfinishedRuns(0, RUNS_PER_PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = unfinishedRuns(page.getLast().number(), RUNS_PER_PAGE);
        }
        return all;
    }

    /** Those of them with a step of which an attempt may be alive, oldest first. */
    List<RunId> runsWithAttempts();

    /** How many runs have not ended, by their states; states without runs are left out. */
    Map<RunStatus, Long> unfinishedCounts();

    /** One run with its texts. */
    Optional<RunRecord> run(RunId run);

    /** At most {@code limit} nodes of a run with numbers above {@code after} (-1: from the first), in their order. */
    List<NodeRow> nodes(RunId run, int after, int limit);

    /** All nodes of a run, in their order. */
    default List<NodeRow> nodes(RunId run) {
        List<NodeRow> all = new ArrayList<>();
        List<NodeRow> page = nodes(run, -1, NODES_PER_PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = nodes(run, page.getLast().node(), NODES_PER_PAGE);
        }
        return all;
    }

    /** The iteration of a step or DAG with a run-time name. */
    default Optional<NodeRow> node(RunId run, String path) {
        List<NodeRow> page = nodes(run, -1, NODES_PER_PAGE);
        while (!page.isEmpty()) {
            Optional<NodeRow> found =
                    page.stream().filter(node -> node.path().equals(path)).findFirst();
            if (found.isPresent()) {
                return found;
            }
            page = nodes(run, page.getLast().node(), NODES_PER_PAGE);
        }
        return Optional.empty();
    }

    /** Hands each event of a run with a sequence above {@code after} to {@code sink}, in order. */
    void events(RunId run, long after, Consumer<EventRow> sink);
}
