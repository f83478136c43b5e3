package io.millrace.store;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Commits until it is killed; prints {@code run event.} after each commit, the full stop telling a whole line. */
final class CommitForever {
    static final int THREADS = 4;

    private CommitForever() {}

    public static void main(String[] arguments) {
        SqliteStore store = SqliteStore.open(Path.of(arguments[0]));
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> commit(store));
            }
        }
    }

    private static void commit(SqliteStore store) {
        RunId run = store.create(Rows.newRun());
        for (int number = 1; ; number++) {
            store.commit(new Batch(
                    List.of(Rows.event(run, number)),
                    List.of(),
                    List.of(Rows.node(run, number - 1, NodeStatus.RUNNING)),
                    List.of()));
            System.out.println(run.number() + " " + number + ".");
        }
    }
}
