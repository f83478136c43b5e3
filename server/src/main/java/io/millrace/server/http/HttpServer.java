package io.millrace.server.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.Method;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listens, and gives requests to routes. Closing it lets requests that are being answered finish. */
public final class HttpServer implements AutoCloseable {
    private static final String COMPAT = "compat";
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final WebServer server;
    private final Connections connections;

    private HttpServer(WebServer server, Connections connections) {
        this.server = server;
        this.connections = connections;
    }

    /**
     * Starts to listen.
     *
     * @param routes what there is
     * @param compatRoutes what the first generation of clients is served
     * @param observer of all requests
     * @param door hears of requests of strangers
     * @throws MillraceException when the port cannot be had
     */
    public static HttpServer start(
            ServerConfig config,
            Identities identities,
            List<Route> routes,
            List<Route> compatRoutes,
            RequestObserver observer,
            Doorkeeper door) {
        Dispatcher dispatcher = new Dispatcher(identities, config, observer, door);
        Connections connections = new Connections(config.patience());
        WebServerConfig.Builder builder = WebServer.builder();
        listener(builder, connections, config, config.port());
        builder.shutdownHook(false).routing(routing(dispatcher, routes));
        config.compatPort()
                .ifPresent(port -> builder.putSocket(COMPAT, listener -> listener(listener, connections, config, port))
                        .routing(COMPAT, routing(dispatcher, compatRoutes)));
        WebServer server = builder.build();
        try {
            server.start();
        } catch (RuntimeException e) {
            server.stop();
            connections.close();
            throw new MillraceException(
                    Code.NOT_RUNNABLE,
                    "cannot listen at %s:%d; is another server there already?".formatted(config.host(), config.port()),
                    e);
        }
        return new HttpServer(server, connections);
    }

    private static void listener(
            ListenerConfig.BuilderBase<?, ?> builder, Connections connections, ServerConfig config, int port) {
        builder.host(config.host())
                .port(port)
                .maxPayloadSize(config.maxBody())
                .maxTcpConnections(config.maxConnections())
                .shutdownGracePeriod(LAST_ANSWERS)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(connections)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true) // or the end of an answer waits for the delayed confirmation of its begin
                        .build())
                .directHandlers(FrameworkErrors.handlers());
        config.tls().ifPresent(files -> builder.tls(tls(files)));
    }

    private static Tls tls(TlsFiles files) {
        char[] password = files.password().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(files.keyStore().toFile(), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast)
                            .toList();
                    return Tls.builder()
                            .privateKey(key)
                            .privateKeyCertChain(chain)
                            .build();
                }
            }
            throw new KeyStoreException("there is no private key in it");
        } catch (IOException | GeneralSecurityException e) {
            throw new MillraceException(
                    Code.NOT_RUNNABLE,
                    "the key store %s cannot be used for HTTPS (%s): it must be a PKCS#12 file with a private key, and the password must fit"
                            .formatted(files.keyStore(), e.getMessage()),
                    e);
        }
    }

    private static HttpRouting.Builder routing(Dispatcher dispatcher, List<Route> routes) {
        HttpRouting.Builder routing = HttpRouting.builder();
        Map<String, List<String>> methods = new LinkedHashMap<>();
        for (Route route : routes) {
            routing.route(Method.create(route.method()), route.path(), dispatcher.of(route));
            methods.computeIfAbsent(route.path(), path -> new ArrayList<>()).add(route.method());
        }
        methods.forEach((path, allowed) -> {
            String names = String.join(", ", allowed);
            ApiException refused = ApiCode.METHOD_NOT_ALLOWED
                    .because("this path has other methods: " + names)
                    .with("Allow", names);
            routing.any(path, dispatcher.of(refusal(path, refused)));
        });
        routing.any(dispatcher.of(refusal("/*", ApiCode.PATH_NOT_FOUND.because("there is nothing at this path"))));
        return routing;
    }

    private static Route refusal(String path, ApiException refused) {
        return new Route("ANY", path, Route.Access.ANYBODY, call -> {
            throw refused;
        });
    }

    /** The port that is listened at. */
    public int port() {
        return server.port();
    }

    /** The port for the first generation of clients; -1 when there is none. */
    public int compatPort() {
        return server.hasTls(COMPAT) || server.port(COMPAT) > 0 ? server.port(COMPAT) : -1;
    }

    @Override
    public void close() {
        server.stop();
        connections.close();
    }
}
