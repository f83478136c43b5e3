package io.millrace.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes connections of accepted sockets, and ends those whose clients are too slow: the HTTP library waits for ever for the
 * rest of a request and for a client that takes its answer.
 */
final class Connections implements ServerConnectionSelector, AutoCloseable {
    private static final Duration LOOKING = Duration.ofSeconds(1);
    private static final int LOOKS = 10;

    private final Http1ConnectionSelector http1 =
            Http1ConnectionSelector.builder().config(Http1Config.create()).build();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("slow-clients").factory());
    private final Pace pace;

    Connections(Duration patience) {
        this.pace = new Pace(patience);
        long period = Math.max(1, Math.min(LOOKING.toMillis(), patience.toMillis() / LOOKS));
        Future<?> unused = looking.scheduleWithFixedDelay(
                () -> clients.forEach(Client::endIfLate), period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Client client = new Client(pace, System::nanoTime);
        clients.add(client);
        ServerConnection connection = http1.connection(new WatchedContext(context, client));
        return new WatchedConnection(
                connection, () -> client.letGo(() -> context.serverSocket().get()), () -> clients.remove(client));
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
