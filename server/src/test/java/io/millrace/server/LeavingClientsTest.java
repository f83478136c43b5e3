package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.http.Answer;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Doorkeeper;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.Route;
import io.millrace.server.http.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that close their connection in the middle, over real connections to a server with few places and much patience:
 * nothing of them stays, and nobody is alarmed.
 */
@Timeout(60)
class LeavingClientsTest {
    private static final int PLACES = 2;
    private static final int LEAVERS = 3 * PLACES;
    private static final byte[] PIECE = new byte[64 << 10];
    private static final byte[] WHOLE = new byte[8 << 20];

    private static final Queue<String> ALARMS = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final Logger ROOT = Logger.getLogger("");

    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                ALARMS.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static HttpServer server;

    @BeforeAll
    static void start() {
        ROOT.addHandler(LISTENER);
        ServerConfig config = new ServerConfig(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                1 << 20,
                PLACES,
                PLACES,
                PLACES,
                Duration.ofMinutes(5),
                Optional.empty());
        List<Route> routes = List.of(
                Route.of("POST", "/body", call -> Answer.EMPTY).open(),
                Route.of(
                                "GET",
                                "/whole",
                                call -> new Answer.Text("text/plain", new String(WHOLE, StandardCharsets.UTF_8)))
                        .open(),
                Route.of(
                                "GET",
                                "/file",
                                call -> new Answer.Stream(
                                        "text/plain",
                                        out -> counted(() -> {
                                            while (true) {
                                                out.write(PIECE);
                                            }
                                        })))
                        .open(),
                Route.of(
                                "GET",
                                "/events",
                                call -> new Answer.Stream(
                                        "text/event-stream",
                                        out -> counted(() -> {
                                            while (true) {
                                                out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                                                out.flush();
                                            }
                                        })))
                        .open());
        server = HttpServer.start(config, Caller::new, routes, List.of(), (route, status, took) -> {}, Doorkeeper.NONE);
    }

    /** What a stream does. */
    private interface Writing {
        void run() throws IOException;
    }

    private static void counted(Writing writing) throws IOException {
        OPEN.incrementAndGet();
        try {
            writing.run();
        } finally {
            OPEN.decrementAndGet();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        ROOT.removeHandler(LISTENER);
    }

    @BeforeEach
    void forget() {
        ALARMS.clear();
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** A request, what is sent of its body, and how much of the answer is taken before the client leaves. */
    @ParameterizedTest(name = "{0}, by reset: {4}")
    @CsvSource(textBlock = """
            in the headers,          'GET /body HTTP/1.1|Host: x|X-Part',                         '',        0, false
            in the headers,          'GET /body HTTP/1.1|Host: x|X-Part',                         '',        0, true
            before the body,         'POST /body HTTP/1.1|Host: x|Content-Length: 100||',          '',        0, false
            in the body,             'POST /body HTTP/1.1|Host: x|Content-Length: 100||',          '{"half":', 0, false
            in the body,             'POST /body HTTP/1.1|Host: x|Content-Length: 100||',          '{"half":', 0, true
            in a chunk,              'POST /body HTTP/1.1|Host: x|Transfer-Encoding: chunked||',   '64|abc',  0, false
            in a chunk,              'POST /body HTTP/1.1|Host: x|Transfer-Encoding: chunked||',   '64|abc',  0, true
            between chunks,          'POST /body HTTP/1.1|Host: x|Transfer-Encoding: chunked||',   '3|abc|',  0, true
            before the answer,       'GET /whole HTTP/1.1|Host: x||',                              '',        0, true
            in the answer,           'GET /whole HTTP/1.1|Host: x||',                              '',     1000, false
            in the answer,           'GET /whole HTTP/1.1|Host: x||',                              '',     1000, true
            in a file,               'GET /file HTTP/1.1|Host: x||',                               '',     1000, false
            in a file,               'GET /file HTTP/1.1|Host: x||',                               '',     1000, true
            in a stream of events,   'GET /events HTTP/1.1|Host: x||',                             '',     1000, false
            in a stream of events,   'GET /events HTTP/1.1|Host: x||',                             '',     1000, true
            """)
    void whoLeavesIsForgottenWithoutAlarm(String when, String head, String body, int taken, boolean reset)
            throws Exception {
        for (int i = 0; i < LEAVERS; i++) {
            try (Socket socket = connect()) {
                socket.setSoLinger(reset, 0);
                say(socket, (head + body).replace("|", "\r\n").replace(" /", " " + Route.COMPATIBLE + "/"));
                assertThat(socket.getInputStream().readNBytes(taken)).hasSize(taken);
            }
        }
        for (int i = 0; i < PLACES; i++) {
            assertThat(answered()).startsWith("HTTP/1.1 200 ");
        }
        await().until(() -> OPEN.get() == 0);
        assertThat(ALARMS).isEmpty();
    }

    /** All places are free again: connections, requests and streams. It ends when the server closes the connection. */
    private static String answered() throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            say(
                    socket,
                    "POST " + Route.COMPATIBLE
                            + "/body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
