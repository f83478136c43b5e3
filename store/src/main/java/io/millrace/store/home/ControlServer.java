package io.millrace.store.home;

import io.millrace.engine.StoreException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * Where the owner of a home takes requests of other processes of the same user: one line in, one line out, then the
 * connection ends. It is a socket in a folder that only the user can enter. A client that is slow, silent or talks too
 * much is cut off and hinders nobody.
 */
public final class ControlServer implements AutoCloseable {
    /** How the answer begins when the handler has a bug. */
    public static final String FAILED = "error: internal error, please report it: ";

    private static final int MOST_CLIENTS = 64;
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(50);
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final Path socket;
    private final ServerSocketChannel listening;
    private final UnaryOperator<String> handler;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MOST_CLIENTS);
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService conversations = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("control-clock").daemon().factory());
    private final Thread acceptor;

    private ControlServer(
            Home home, Path socket, ServerSocketChannel listening, UnaryOperator<String> handler, Duration patience) {
        this.home = home;
        this.socket = socket;
        this.listening = listening;
        this.handler = handler;
        this.patience = patience;
        this.acceptor = Thread.ofPlatform().name("control").daemon().unstarted(this::accept);
    }

    /**
     * Starts to listen.
     *
     * @param ownership shows that this process may
     * @param handler answers a request; called on virtual threads, several at a time. What it throws is a bug, and is
     *     answered with {@link #FAILED} and the exception
     * @throws StoreException when the socket cannot be made
     */
    public static ControlServer open(Ownership ownership, UnaryOperator<String> handler) {
        return open(ownership.home(), handler, CLIENT_PATIENCE);
    }

    static ControlServer open(Home home, UnaryOperator<String> handler, Duration patience) {
        try {
            Path socket = ControlAddress.create(home);
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                listening.bind(UnixDomainSocketAddress.of(socket), MOST_CLIENTS);
                ControlAddress.publish(home, socket);
            } catch (IOException e) {
                listening.close();
                throw e;
            }
            ControlServer server = new ControlServer(home, socket, listening, handler, patience);
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            throw new StoreException(
                    "cannot listen for other commands in %s: %s".formatted(home.control(), FileErrors.reason(e)), e);
        }
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel client = listening.accept();
                if (!places.tryAcquire()) {
                    client.close();
                } else {
                    begin(client);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(
                        ACCEPT_PAUSE.toNanos()); // out of file handles, most likely: some will be free again
            }
        }
    }

    private void begin(SocketChannel client) throws IOException {
        clients.add(client);
        try {
            conversations.execute(() -> serve(client));
        } catch (RejectedExecutionException e) {
            leave(client);
            client.close();
        }
    }

    private void serve(SocketChannel client) {
        try (LineChannel line = new LineChannel(client, clock)) {
            converse(line);
        } catch (IOException | RejectedExecutionException e) {
            leave(client); // it left or was cut off: nobody is there to be told
        } finally {
            leave(client);
        }
    }

    private void leave(SocketChannel client) {
        if (clients.remove(client)) {
            places.release();
        }
    }

    private String answer(String request) {
        try {
            return handler.apply(request);
        } catch (RuntimeException bug) {
            return FAILED + bug;
        }
    }

    private void converse(LineChannel line) throws IOException {
        String request = line.within(patience, line::read);
        String answer = answer(request);
        line.within(patience, () -> {
            line.write(answer);
            return answer;
        });
    }

    /** Stops listening. Requests that are being handled get their answers, if those take no longer than a client may. */
    @Override
    public void close() {
        try {
            listening.close();
            ControlAddress.remove(home, socket);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot stop listening in %s: %s".formatted(home.control(), FileErrors.reason(e)), e);
        } finally {
            conversations.shutdown();
            clients.forEach(this::hearNoMore);
            awaitConversations();
            clock.shutdownNow();
        }
    }

    private void hearNoMore(SocketChannel client) {
        try {
            client.shutdownInput();
        } catch (IOException e) {
            leave(client); // it is gone already
        }
    }

    private void awaitConversations() {
        try {
            if (!conversations.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                conversations.shutdownNow();
            }
        } catch (InterruptedException e) {
            conversations.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
