package io.millrace.engine.content;

import io.millrace.engine.content.ContentException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The calling thread and a few more beside it when there is enough to do. Belongs to one calling thread. */
final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService others;

    Workers(int threads) {
        this.threads = threads;
        this.others = Executors.newFixedThreadPool(
                Math.max(1, threads - 1),
                Thread.ofPlatform().daemon().name("content-", 1).factory()); // starts threads when needed only
    }

    /** A part of the work: the things from one number up to, without, another. */
    @FunctionalInterface
    interface Task {
        void run(int from, int to) throws ContentException;
    }

    /**
     * Does {@code count} things, {@code grain} at a time; after the first failure begins no more.
     *
     * @param task makes one for each thread
     */
    void each(int count, int grain, Supplier<Task> task) throws ContentException {
        var next = new AtomicInteger();
        Queue<ContentException> failures = new ConcurrentLinkedQueue<>();
        Runnable work = () -> {
            Task own = task.get();
            for (int from = next.getAndAdd(grain); from < count && failures.isEmpty(); from = next.getAndAdd(grain)) {
                try {
                    own.run(from, Math.min(from + grain, count));
                } catch (ContentException e) {
                    failures.add(e);
                }
            }
        };
        List<Future<?>> helping = new ArrayList<>();
        for (int i = 1; i < threads && i * grain < count; i++) {
            helping.add(others.submit(work));
        }
        work.run();
        await(helping);
        if (!failures.isEmpty()) {
            throw failures.element();
        }
    }

    private static void await(List<Future<?>> helping) throws ContentException {
        try {
            for (Future<?> one : helping) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContentException(Reason.INTERRUPTED, "reading was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at files failed", e.getCause());
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
        others.close();
    }
}
