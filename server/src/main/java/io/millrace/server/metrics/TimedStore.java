package io.millrace.server.metrics;

import io.millrace.engine.RunStore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.NewRun;
import java.util.function.Supplier;

/** A store whose writes are timed, failed ones too. */
public record TimedStore(RunStore store, Metrics metrics) implements RunStore {
    private static final double NANOS = 1e9;

    @Override
    public RunId create(NewRun run) {
        return timed(() -> store.create(run));
    }

    @Override
    public void commit(Batch batch) {
        timed(() -> {
            store.commit(batch);
            return batch;
        });
    }

    private <T> T timed(Supplier<T> write) {
        long begin = System.nanoTime();
        try {
            return write.get();
        } finally {
            metrics.commit.observe((System.nanoTime() - begin) / NANOS);
        }
    }
}
