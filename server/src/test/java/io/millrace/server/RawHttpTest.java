package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no proper client sends, byte by byte: every answer is an error that clients can read. */
class RawHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 30_000;

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Reply(int status, String headers, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.as("").port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** One answer; only its own bytes are read. */
    private static Reply receive(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended after: " + head);
            }
            head.write(next);
        }
        String headers = head.toString(StandardCharsets.ISO_8859_1);
        int length = headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Reply(Integer.parseInt(headers.substring(9, 12)), headers.toLowerCase(Locale.ROOT), body);
    }

    private static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "\r\n";
    }

    static Stream<Arguments> odd() {
        String api = "/api/paddleflow/v1";
        return Stream.of(
                Arguments.of("unknown route", get(api + "/nothing"), 404),
                Arguments.of("no route at all", get("/"), 404),
                Arguments.of("another method", "PATCH " + api + "/run HTTP/1.1\r\nHost: x\r\n\r\n", 405),
                Arguments.of("a made-up method", "BREW " + api + "/run HTTP/1.1\r\nHost: x\r\n\r\n", 405),
                Arguments.of("bad percent-encoding", get(api + "/run/%zz"), 400),
                Arguments.of("cut percent-encoding", get(api + "/run/%"), 400),
                Arguments.of(
                        "bad percent-encoding in the query",
                        get(api + "/run?nameFilter=%zz", "x-pf-authorization: a"),
                        400),
                Arguments.of("not a request", "hello\r\n\r\n", 400),
                Arguments.of("another protocol", "GET / FTP/1.1\r\nHost: x\r\n\r\n", 400),
                Arguments.of("too large a header", get(api + "/run", "x: " + "y".repeat(100_000)), 400),
                Arguments.of("a bad header", get(api + "/run", "no colon here"), 400),
                Arguments.of(
                        "a bad length",
                        "POST " + api + "/login HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                        400),
                Arguments.of(
                        "a negative length",
                        "POST " + api + "/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                        400),
                Arguments.of(
                        "a bad chunk",
                        "POST " + api + "/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                        400),
                Arguments.of(
                        "too large a body",
                        "POST " + api + "/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
                        413),
                Arguments.of("own path", get("/api/millrace/v1/nothing"), 404),
                Arguments.of("own path, bad encoding", get("/api/millrace/v1/runs/%zz/graph"), 400),
                Arguments.of("climbing", get(api + "/run/../../../../etc/passwd"), 404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void isRefusedInJson(String name, String request, int status) throws Exception {
        try (Socket socket = connect()) {
            send(socket, request);
            Reply reply = receive(socket);
            assertThat(reply.status()).as(reply.body()).isEqualTo(status);
            boolean own = request.contains("/api/millrace/");
            assertThat(reply.headers())
                    .contains("x-pf-request-id: ", own ? "application/problem+json" : "application/json");
            assertThat(reply.json().path("code").asText()).isNotBlank();
            assertThat(reply.json().path("requestID").asText()).isNotBlank();
            assertThat(reply.json().path(own ? "detail" : "message").asText())
                    .isNotBlank()
                    .doesNotContain("Exception", "io.helidon");
        }
    }

    @Test
    void aConnectionGoesOnAfterErrors() throws Exception {
        try (Socket socket = connect()) {
            for (String path : new String[] {"/nothing", "/api/paddleflow/v1/run", "/api/paddleflow/v1/run/run-1"}) {
                send(socket, get(path));
                assertThat(receive(socket).status()).isGreaterThanOrEqualTo(400);
            }
            send(socket, "POST /api/paddleflow/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n{x}");
            assertThat(receive(socket).json().path("code").asText()).isEqualTo("MalformedJSON");
            send(socket, "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(receive(socket).status()).isEqualTo(404);
            send(socket, get("/healthz"));
            assertThat(receive(socket).status()).isEqualTo(200);
        }
    }

    @Test
    void theFirstVersionOfTheProtocolIsUnderstoodOrRefusedReadably() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /healthz HTTP/1.0\r\nHost: x\r\n\r\n");
            Reply reply = receive(socket);
            assertThat(reply.status()).as(reply.body()).isIn(200, 505);
            assertThat(reply.body()).startsWith("{");
        }
    }
}
