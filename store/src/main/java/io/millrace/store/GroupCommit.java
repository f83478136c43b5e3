package io.millrace.store;

import io.millrace.engine.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Writes for all threads, one transaction at a time: who comes first writes for all who wait at that moment, and so they
 * share one wait for the disk. When a transaction of several fails, each gets one of its own, so that nobody fails for
 * another's sake.
 */
final class GroupCommit implements AutoCloseable {
    private static final int MOST_TOGETHER = 256;

    private final SqliteFile file;
    private final Supplier<Session> open;
    private final BlockingQueue<Request<?>> waiting = new LinkedBlockingQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /** Only who holds the lock touches it. Empty after a failure, until the next transaction opens a new one. */
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
        writing.lock();
        try {
            while (!request.isDone()) {
                writeNextGroup();
            }
        } finally {
            writing.unlock();
        }
        return request.result();
    }

    /**
     * Leaves the work to the next transaction of whoever waits for one, or to {@link #close}. Nobody hears whether it
     * could be written.
     */
    void writeSoon(Work<?> work) {
        enqueue(new Request<>(work));
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

    private void writeNextGroup() {
        List<Request<?>> group = new ArrayList<>();
        waiting.drainTo(group, MOST_TOGETHER);
        write(group);
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
            closed = true;
        }
        writing.lock();
        try {
            while (!waiting.isEmpty()) {
                writeNextGroup();
            }
            drop();
        } finally {
            writing.unlock();
        }
    }

    /** Somebody who waits, with the answer once there is one. Guarded by the lock for writing. */
    private static final class Request<T> {
        private final Work<T> work;
        private Optional<T> result = Optional.empty();
        private Optional<Throwable> failure = Optional.empty();
        private boolean done;

        Request(Work<T> work) {
            this.work = work;
        }

        void run(Session session) throws SQLException {
            result = Optional.of(work.run(session));
        }

        void succeed() {
            done = true;
        }

        void fail(Throwable cause) {
            failure = Optional.of(cause);
            done = true;
        }

        boolean isDone() {
            return done;
        }

        T result() {
            if (failure.isEmpty()) {
                return result.orElseThrow();
            }
            throw failure.get() instanceof RuntimeException known ? known : new CompletionException(failure.get());
        }
    }
}
