package io.millrace.store;

import io.millrace.engine.StoreException;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A few threads with a connection each. SQLite holds on to the thread that calls it, so callers, which may be virtual
 * threads, wait beside it.
 */
final class ReadPool implements AutoCloseable {
    private static final int THREADS = 3;

    private final SqliteFile file;
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("store-reader-", 1).daemon().factory());

    /** A question to the database. */
    @FunctionalInterface
    interface Query<T> {
        T ask(Session session) throws SQLException;
    }

    ReadPool(SqliteFile file) {
        this.file = file;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @return {@code nothing} while there is no database
     */
    <T> T read(T nothing, Query<T> query) {
        try {
            return CompletableFuture.supplyAsync(() -> ask(nothing, query), threads)
                    .join();
        } catch (RejectedExecutionException e) {
            throw new StoreException("the store of %s is closed".formatted(file.path()), e);
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case StoreException failure -> new StoreException(String.valueOf(failure.getMessage()), failure);
                case RuntimeException bug -> new IllegalStateException("a query failed: " + bug.getMessage(), bug);
                case null, default -> e;
            };
        }
    }

    private <T> T ask(T nothing, Query<T> query) {
        Optional<Session> session = Optional.ofNullable(idle.pollFirst()).or(file::read);
        if (session.isEmpty()) {
            return nothing;
        }
        Session reader = session.get();
        try {
            T answer = query.ask(reader);
            idle.addFirst(reader);
            return answer;
        } catch (SQLException e) {
            throw SqliteFile.closing(reader, StoreErrors.explain(file.path(), e));
        } catch (RuntimeException e) {
            throw closing(reader, e);
        }
    }

    private static RuntimeException closing(Session reader, RuntimeException failure) {
        try {
            reader.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Lets running queries finish. */
    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        idle.forEach(ReadPool::closeQuietly);
        idle.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            throw new StoreException("cannot close a connection that reads: " + e.getMessage(), e);
        }
    }
}
