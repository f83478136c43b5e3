package io.millrace.engine.cache;

import io.millrace.engine.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes down what was answered, behind the answers' back: nothing waits for it, and what a crash takes away are
 * explanations, never results.
 */
final class Scribe implements AutoCloseable {
    private final CacheStore store;
    private final LinkedBlockingQueue<CacheCheck> checks = new LinkedBlockingQueue<>();
    private final ExecutorService hand = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("cache-scribe").daemon().factory());

    Scribe(CacheStore store) {
        this.store = store;
    }

    void note(CacheCheck check) {
        checks.add(check);
        hand.execute(this::write);
    }

    private void write() {
        List<CacheCheck> some = new ArrayList<>();
        checks.drainTo(some);
        if (some.isEmpty()) {
            return;
        }
        try {
            store.record(some);
        } catch (StoreException e) {
            some.clear(); // the engine itself stops when the store stays like this, and says why
        }
    }

    @Override
    public void close() {
        hand.shutdown();
        try {
            if (!hand.awaitTermination(10, TimeUnit.SECONDS)) {
                hand.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
