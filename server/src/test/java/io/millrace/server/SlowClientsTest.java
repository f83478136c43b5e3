package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.http.Answer;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Doorkeeper;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.Route;
import io.millrace.server.http.ServerConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that stop in the middle, over real connections to a server with little patience, which must end them. */
@Timeout(60)
class SlowClientsTest {
    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final int CONNECTIONS = 3;
    private static final byte[] PIECE = new byte[4 << 10];

    private static final CountDownLatch NEWS = new CountDownLatch(1);
    private static final CountDownLatch UNREAD = new CountDownLatch(1);

    private static HttpServer server;

    @BeforeAll
    static void start() {
        ServerConfig config = new ServerConfig(
                "127.0.0.1", 0, OptionalInt.empty(), 1 << 20, CONNECTIONS, 10, 10, PATIENCE, Optional.empty());
        List<Route> routes = List.of(
                Route.of("POST", "/body", call -> Answer.EMPTY).open(),
                Route.of(
                                "GET",
                                "/silent-stream",
                                call -> new Answer.Stream("text/plain", out -> {
                                    out.write("begin".getBytes(StandardCharsets.US_ASCII));
                                    out.flush();
                                    awaitNews();
                                    out.write("news".getBytes(StandardCharsets.US_ASCII));
                                }))
                        .open(),
                Route.of(
                                "GET",
                                "/endless",
                                call -> new Answer.Stream("text/plain", out -> {
                                    try {
                                        while (true) {
                                            out.write(PIECE);
                                        }
                                    } finally {
                                        UNREAD.countDown();
                                    }
                                }))
                        .open());
        server = HttpServer.start(config, Caller::new, routes, List.of(), (route, status, took) -> {}, Doorkeeper.NONE);
    }

    private static void awaitNews() {
        try {
            NEWS.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        NEWS.countDown();
        server.close();
    }

    private static Socket connect(String begin) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String head(String method, String path, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + Route.COMPATIBLE + path + " HTTP/1.1\r\nHost: x\r\n");
        Arrays.stream(headers).forEach(header -> text.append(header).append("\r\n"));
        return text.append("\r\n").toString();
    }

    /** What the server says until it ends the connection. */
    private static String untilTheEnd(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        StringBuilder said = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                said.append((char) next);
            }
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        return said.toString();
    }

    static List<Arguments> stops() {
        return List.of(
                Arguments.of("silent from the start", ""),
                Arguments.of("half a request line", "GET /api/padd"),
                Arguments.of("half the headers", "GET /healthz HTTP/1.1\r\nHost: x\r\nx-pf-auth"),
                Arguments.of("headers without their end", "GET /healthz HTTP/1.1\r\nHost: x\r\n"),
                Arguments.of("no body", head("POST", "/body", "Content-Length: 100")),
                Arguments.of("half a body", head("POST", "/body", "Content-Length: 100") + "{\"half\": "),
                Arguments.of("half a chunk", head("POST", "/body", "Transfer-Encoding: chunked") + "64\r\nabc"),
                Arguments.of(
                        "chunks without their end",
                        head("POST", "/body", "Transfer-Encoding: chunked") + "3\r\nabc\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stops")
    void whoStopsInTheMiddleIsEnded(String name, String begin) throws Exception {
        try (Socket socket = connect(begin)) {
            assertThat(untilTheEnd(socket)).isEmpty();
        }
    }

    @Test
    void aConnectionThatRestsAfterAnAnswerIsEndedToo() throws Exception {
        try (Socket socket = connect(head("POST", "/body", "Content-Length: 2") + "{}")) {
            assertThat(untilTheEnd(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dribbles")
    void singleBytesNowAndThenDoNotHoldAConnection(String name, String begin) throws Exception {
        try (Socket socket = connect(begin)) {
            socket.setSoTimeout((int) PATIENCE.toMillis() / 10);
            assertThat(endsWhileDribbling(socket)).isTrue();
        }
    }

    static List<Arguments> dribbles() {
        return List.of(
                Arguments.of("a request line", "GET /"),
                Arguments.of("a header", "GET /healthz HTTP/1.1\r\nHost: x\r\nx-long: "),
                Arguments.of("a body", head("POST", "/body", "Content-Length: 10000")));
    }

    /** Sends a byte each time that nothing came from the server for a while. */
    private static boolean endsWhileDribbling(Socket socket) throws IOException {
        while (true) {
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException nothingYet) {
                if (!dribbled(socket)) {
                    return true;
                }
            } catch (SocketException reset) {
                return true;
            }
        }
    }

    private static boolean dribbled(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    @Test
    void whoTakesNoAnswerIsEnded() throws Exception {
        try (Socket socket = connect(head("GET", "/endless"))) {
            assertThat(UNREAD.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(untilTheEnd(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void streamsMayBeSilentForLongerThanClients() throws Exception {
        try (Socket stream = connect(head("GET", "/silent-stream", "Connection: close"));
                Socket other = connect(head("POST", "/body", "Content-Length: 2") + "{}")) {
            untilTheEnd(other); // it may rest for longer than anything else
            NEWS.countDown();
            assertThat(untilTheEnd(stream)).contains("begin", "news");
        }
    }

    @Test
    void moreConnectionsThanAllowedWaitUntilOthersEnd() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            silent.add(connect("GET /"));
        }
        try (Socket next = connect(head("POST", "/body", "Content-Length: 2", "Connection: close") + "{}")) {
            next.setSoTimeout((int) PATIENCE.toMillis() / 10);
            await().until(() -> readable(next)); // when the silent ones were ended
            for (Socket each : silent) {
                assertThat(untilTheEnd(each)).isEmpty();
                each.close();
            }
        }
    }

    private static boolean readable(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == 'H';
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }
}
