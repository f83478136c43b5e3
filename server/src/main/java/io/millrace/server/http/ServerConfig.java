package io.millrace.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the server listens.
 *
 * @param host name or address to bind to
 * @param port 0: any free one
 * @param compatPort where the first generation of PaddleFlow's client is served
 * @param maxBody bytes of a request's body
 * @param maxConnections that may be open at a time; others wait to be accepted
 * @param maxRequests requests that are worked on at a time; more are asked to come back
 * @param maxStreams streams of events and logs that may be open at a time
 * @param patience how long a client may take to send a request or to take a piece of an answer, beside the time that
 *     its bytes need
 * @param tls key store for HTTPS
 */
public record ServerConfig(
        String host,
        int port,
        OptionalInt compatPort,
        int maxBody,
        int maxConnections,
        int maxRequests,
        int maxStreams,
        Duration patience,
        Optional<TlsFiles> tls) {

    /** Loopback, port 8999. */
    public static final ServerConfig DEFAULT = new ServerConfig(
            "127.0.0.1", 8999, OptionalInt.empty(), 8 << 20, 4096, 256, 1000, Duration.ofSeconds(30), Optional.empty());

    /** Whether only this machine can connect. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening there will fail, and say so
        }
    }

    /** With another address. */
    public ServerConfig at(String otherHost, int otherPort) {
        return new ServerConfig(
                otherHost, otherPort, compatPort, maxBody, maxConnections, maxRequests, maxStreams, patience, tls);
    }

    /** With a listener for the first generation of clients. */
    public ServerConfig withCompatPort(OptionalInt other) {
        return new ServerConfig(host, port, other, maxBody, maxConnections, maxRequests, maxStreams, patience, tls);
    }

    /** With HTTPS. */
    public ServerConfig withTls(Optional<TlsFiles> other) {
        return new ServerConfig(
                host, port, compatPort, maxBody, maxConnections, maxRequests, maxStreams, patience, other);
    }
}
