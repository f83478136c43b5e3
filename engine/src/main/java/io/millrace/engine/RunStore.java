package io.millrace.engine;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.NewRun;

/** The write side of the store. Everything is durable when a call returns. Safe for use by many threads. */
public interface RunStore {

    /**
     * Adds a run in state {@code initiating} and gives it its number.
     *
     * @throws StoreException when it cannot be stored; then it does not exist
     */
    RunId create(NewRun run);

    /**
     * Writes a batch in one transaction.
     *
     * @throws StoreException when it cannot be written; then nothing of it is
     */
    void commit(Batch batch);
}
