package io.millrace.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Logs of several steps at a time, each on a thread of its own. For one caller. */
final class Interleaved implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> following = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();

    /**
     * Begins with a log, unless it was begun with before.
     *
     * @param whole nothing more will be written: waits until it is printed, so that it stays in one piece
     */
    void follow(String step, boolean whole, Callable<?> log) {
        if (!begun.add(step)) {
            return;
        }
        Future<?> one = threads.submit(log);
        if (whole) {
            await(one);
        } else {
            following.add(one);
        }
    }

    /** Waits until all have ended; the first failure of any is thrown here. */
    void await() {
        for (Future<?> one : following) {
            await(one);
        }
    }

    private static void await(Future<?> one) {
        try {
            var unused = one.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException known -> known;
                case null, default -> new IllegalStateException("a log could not be followed", e.getCause());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted: the logs may be incomplete");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
