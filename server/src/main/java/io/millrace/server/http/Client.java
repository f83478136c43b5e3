package io.millrace.server.http;

import io.helidon.common.socket.SocketWriterException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection's client still has to do, and until when. Whatever the server waits for counts: the first byte of a
 * request, the rest of it, and that an answer is taken. A request is over when something is answered; the time in which it
 * has to arrive begins with its first byte, so that single bytes now and then do not hold the connection. While an endpoint
 * works, or a stream has nothing to tell, the client owes nothing.
 */
final class Client {
    private static final System.Logger LOG = System.getLogger("io.millrace.server");
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private final Pace pace;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();

    /** Who waits for the client now; guarded by {@link #lock}, as the next two. */
    private @Nullable Thread waiting;

    private long until;
    private boolean isEnded;

    private boolean hasBegun;
    private long requestUntil;
    private Duration rest;

    Client(Pace pace, LongSupplier nanos) {
        this.pace = pace;
        this.nanos = nanos;
        this.rest = pace.patience();
    }

    /**
     * Takes what the client sends next; null: it ended the connection after an answer. Called by the thread of the
     * connection.
     */
    byte @Nullable [] receive(Supplier<byte @Nullable []> socket) {
        byte[] bytes = await(hasBegun ? requestUntil : nanos.getAsLong() + rest.toNanos(), socket);
        if (bytes == null && hasBegun) {
            throw new CloseConnectionException("the client left in the middle of a request");
        }
        if (!hasBegun) {
            hasBegun = true;
            requestUntil = nanos.getAsLong() + pace.patience().toNanos();
        }
        requestUntil += pace.forBytes(bytes == null ? 0 : bytes.length).toNanos();
        return bytes;
    }

    /** Sends something. Called by the thread of the connection. */
    void send(long bytes, Runnable socket) {
        Duration most = pace.patience().plus(pace.forBytes(bytes));
        await(nanos.getAsLong() + most.toNanos(), () -> {
            socket.run();
            return null;
        });
        hasBegun = false;
        rest = pace.betweenRequests();
    }

    /**
     * Takes and forgets what still comes, for a second at most, until the client has ended the connection: when it is closed
     * while something is unread, the network may take the answer away that tells the client why.
     */
    void letGo(Supplier<byte @Nullable []> socket) {
        long deadline = nanos.getAsLong() + LETTING_GO.toNanos();
        try {
            while (nanos.getAsLong() - deadline < 0 && await(deadline, socket) != null) {}
        } catch (CloseConnectionException e) {
            LOG.log(System.Logger.Level.TRACE, "the client left first", e);
        }
    }

    private byte @Nullable [] await(long deadline, Supplier<byte @Nullable []> socket) {
        begin(deadline);
        try {
            return socket.get();
        } catch (UncheckedIOException | SocketWriterException e) {
            throw new ServerConnectionException("the connection broke", e);
        } finally {
            end();
        }
    }

    private void begin(long deadline) {
        lock.lock();
        try {
            until = deadline;
            waiting = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            waiting = null;
            if (isEnded) {
                Thread.interrupted(); // it was meant for the socket, which is closed by it
                throw new ServerConnectionException(
                        "the client took too long", new SocketTimeoutException("ended by the server"));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection when the client is late. Called by any thread. */
    void endIfLate() {
        lock.lock();
        try {
            if (waiting != null && !isEnded && nanos.getAsLong() - until > 0) {
                isEnded = true;
                waiting.interrupt(); // closes the channel that it waits for
            }
        } finally {
            lock.unlock();
        }
    }
}
