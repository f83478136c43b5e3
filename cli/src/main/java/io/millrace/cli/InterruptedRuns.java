package io.millrace.cli;

import io.millrace.engine.RunQueries;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.executor.local.AttemptFiles;
import io.millrace.executor.local.LostAttempts;
import io.millrace.store.SqliteStore;
import io.millrace.store.home.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs that a backup caught on their way. Their steps that were running belong to another home, maybe to another machine:
 * it is recorded that nobody knows what became of them, or they would be started a second time.
 */
final class InterruptedRuns {
    private static final int PAGE = 1000;
    private static final String REASON = "it was running when the backup was made that this data folder comes from";

    private final List<RunId> runs = new ArrayList<>();

    /** The runs, oldest first. */
    List<RunId> runs() {
        return runs;
    }

    void prepare(Home staged, SqliteStore store) {
        LostAttempts lost = new LostAttempts(new AttemptFiles(staged.folder()));
        RunQueries queries = store.queries();
        try {
            for (RunId run : queries.unfinishedRuns()) {
                runs.add(run);
                conclude(queries, run, lost);
            }
        } catch (IOException e) {
            throw new StoreException("cannot note what became of running steps: " + e.getMessage(), e);
        }
    }

    private static void conclude(RunQueries queries, RunId run, LostAttempts lost) throws IOException {
        List<NodeRow> page;
        int last = -1;
        do {
            page = queries.nodes(run, last, PAGE);
            for (NodeRow node : page) {
                last = node.node();
                if (!node.status().isFinal() && node.attempts() > 0) {
                    lost.record(new AttemptId(run, node.node(), node.attempts()), REASON);
                }
            }
        } while (page.size() == PAGE);
    }
}
