package io.millrace.store;

import io.millrace.engine.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * The one thread that writes. All who wait at the moment share one transaction, and so one wait for the disk. When a
 * transaction of several fails, each gets one of its own, so that nobody fails for another's sake.
 */
final class GroupCommit implements AutoCloseable {
    private static final int MOST_TOGETHER = 256;

    private final SqliteFile file;
    private final Supplier<Session> open;
    private final BlockingQueue<Request<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;

    /** Only the writer thread touches it. Empty after a failure, until the next transaction opens a new one. */
    private Optional<Session> session;

    private boolean closed;

    /** Statements to run inside a transaction. May run twice, the first time in vain. */
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /**
     * @param first ready to write
     * @param open makes the next one after a failure
     */
    GroupCommit(SqliteFile file, Session first, Supplier<Session> open) {
        this.file = file;
        this.open = open;
        this.session = Optional.of(first);
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::serve);
        thread.start();
    }

    /**
     * Waits until the work is durable. An interrupt does not end the wait, since nobody could tell then what was written.
     *
     * @throws StoreException when it could not be written; then nothing of it is
     * @throws IllegalStateException from the work itself, or when the database refuses its values
     */
    <T> T write(Work<T> work) {
        Request<T> request = new Request<>(work);
        enqueue(request);
        try {
            return request.answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private synchronized void enqueue(Request<?> request) {
        if (closed) {
            throw new StoreException("the store of %s is closed".formatted(file.path()));
        }
        waiting.add(request);
    }

    /** How many wait for the next transaction. */
    int waiting() {
        return waiting.size();
    }

    private void serve() {
        List<Request<?>> group = new ArrayList<>();
        while (!group.contains(Request.LAST)) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                continue; // nobody has a reason to interrupt this thread; close() ends it
            }
            waiting.drainTo(group, MOST_TOGETHER - 1);
            write(group);
        }
        drop();
    }

    private void write(List<Request<?>> group) {
        Optional<Throwable> failure = transact(group);
        if (failure.isEmpty()) {
            group.forEach(Request::succeed);
        } else if (group.size() == 1) {
            group.getFirst().fail(failure.get());
        } else {
            group.forEach(request -> write(List.of(request)));
        }
    }

    /** Runs the group in one transaction; the answer is why that failed. */
    private Optional<Throwable> transact(List<Request<?>> group) {
        try {
            Session writer = session.orElseGet(open);
            session = Optional.of(writer);
            for (Request<?> request : group) {
                request.run(writer);
            }
            writer.connection().commit();
            return Optional.empty();
        } catch (SQLException e) {
            if (StoreErrors.isConstraint(e)) {
                rollBack();
                return Optional.of(new IllegalStateException("the store refused a row: " + e.getMessage(), e));
            }
            drop();
            return Optional.of(StoreErrors.explain(file.path(), e));
        } catch (StoreException e) {
            drop();
            return Optional.of(e);
        } catch (RuntimeException e) {
            rollBack();
            return Optional.of(e);
        } catch (Error e) {
            drop();
            return Optional.of(e);
        }
    }

    private void rollBack() {
        try {
            if (session.isPresent()) {
                session.get().connection().rollback();
            }
        } catch (SQLException e) {
            drop();
        }
    }

    /** Closing the connection undoes the transaction whatever state it is in. */
    private void drop() {
        Optional<Session> old = session;
        session = Optional.empty();
        try {
            if (old.isPresent()) {
                old.get().close();
            }
        } catch (SQLException e) {
            // It was closed because it failed, and that failure was told.
            old = Optional.empty();
        }
    }

    /** Ends after everything that was asked for is written. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                waiting.add(Request.LAST);
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody who waits, with the result to hand over once it is durable. */
    private static final class Request<T> {
        static final Request<Optional<Void>> LAST = new Request<>(session -> Optional.empty());

        private final Work<T> work;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Optional<T> result = Optional.empty();

        Request(Work<T> work) {
            this.work = work;
        }

        void run(Session session) throws SQLException {
            result = Optional.of(work.run(session));
        }

        void succeed() {
            answer.complete(result.orElseThrow());
        }

        void fail(Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }
}
