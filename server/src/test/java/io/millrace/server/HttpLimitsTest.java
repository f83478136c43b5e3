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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server bears of everything: a server with tiny limits, real connections, and routes that wait. */
class HttpLimitsTest {
    private static final int MAX_BODY = 1000;
    private static final int PLACES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final CountDownLatch GATE = new CountDownLatch(1);
    private static final AtomicInteger WAITING = new AtomicInteger();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpServer server;

    @BeforeAll
    static void start() {
        ServerConfig config = new ServerConfig(
                "127.0.0.1", 0, OptionalInt.empty(), MAX_BODY, 100, PLACES, 1, PATIENCE, Optional.empty());
        List<Route> routes = List.of(
                Route.of("GET", "/wait", call -> {
                            WAITING.incrementAndGet();
                            awaitGate();
                            return Answer.EMPTY;
                        })
                        .open(),
                Route.of("POST", "/body", call -> Answer.EMPTY).open(),
                Route.of(
                                "GET",
                                "/stream",
                                call -> new Answer.Stream("text/plain", out -> {
                                    out.write('x');
                                    out.flush();
                                    awaitGate();
                                }))
                        .open());
        server = HttpServer.start(config, Caller::new, routes, List.of(), (route, status, took) -> {}, Doorkeeper.NONE);
    }

    private static void awaitGate() {
        try {
            GATE.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        GATE.countDown();
        server.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + Route.COMPATIBLE + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Everything that is answered until the server ends the connection. */
    private static String untilTheEnd(Socket socket, String begin) throws IOException {
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsTooMuchIsAskedToComeBack() throws Exception {
        HttpResponse<InputStream> open = CLIENT.send(request("/stream").build(), BodyHandlers.ofInputStream());
        assertThat(open.body().read()).isEqualTo('x');
        refusedForNow(send(request("/stream")), "too many streams");

        List<CompletableFuture<HttpResponse<Void>>> held = List.of(
                CLIENT.sendAsync(request("/wait").build(), BodyHandlers.discarding()),
                CLIENT.sendAsync(request("/wait").build(), BodyHandlers.discarding()));
        await().until(() -> WAITING.get() == PLACES);
        refusedForNow(send(request("/body").POST(BodyPublishers.ofString("{}"))), "too much to do");

        GATE.countDown();
        for (CompletableFuture<HttpResponse<Void>> each : held) {
            assertThat(each.get().statusCode()).isEqualTo(200);
        }
        open.body().close();
        await().until(() -> send(request("/stream")).statusCode() == 200);
        assertThat(send(request("/body").POST(BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(200);
    }

    private static void refusedForNow(HttpResponse<String> response, String message) {
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("application/json"));
        assertThat(response.body()).contains("\"code\":\"TooManyRequests\"", message);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
        byte[] most = new byte[MAX_BODY];
        byte[] more = new byte[MAX_BODY + 1];
        assertThat(send(request("/body").POST(BodyPublishers.ofByteArray(most))).statusCode())
                .isEqualTo(200);
        assertThat(send(request("/body").POST(BodyPublishers.ofByteArray(more))).statusCode())
                .isEqualTo(413);
        String head = "POST " + Route.COMPATIBLE + "/body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        try (Socket socket = connect()) {
            String chunk = "x".repeat(500);
            String answer = untilTheEnd(
                    socket,
                    head + "Transfer-Encoding: chunked\r\n\r\n" + ("1f4\r\n" + chunk + "\r\n").repeat(3) + "0\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"InvalidHTTPRequest\"");
        }
    }

    @Test
    void browsersOfOthersGetNothing() throws Exception {
        HttpResponse<String> asked = send(request("/body")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST"));
        assertThat(asked.statusCode()).isEqualTo(405);
        HttpResponse<String> sent = send(
                request("/body").POST(BodyPublishers.ofString("{}")).header("Origin", "https://elsewhere.example"));
        for (HttpResponse<String> response : List.of(asked, sent, send(request("/nothing")))) {
            assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(response.headers().firstValue("Strict-Transport-Security"))
                    .as("without HTTPS")
                    .isEmpty();
        }
    }
}
