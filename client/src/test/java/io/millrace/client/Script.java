package io.millrace.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A server that plays a list of answers, one a request, and remembers what it was asked. */
final class Script implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    Script() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** What a client asked. */
    record Asked(String line, String token, String lastEvent, String range, String body) {}

    /**
     * What it is told.
     *
     * @param body a character for each byte
     * @param cut whether the connection breaks before the end of the answer
     * @param hangs whether it then says nothing any more, for as long as the script lives
     */
    private record Answer(int status, Map<String, String> headers, String body, boolean cut, boolean hangs) {
        Answer(int status, String type, String body, boolean cut) {
            this(status, Map.of("Content-Type", type), ofBytes(body.getBytes(StandardCharsets.UTF_8)), cut, false);
        }
    }

    Script bytes(int status, Map<String, String> headers, byte[] body, boolean cut) {
        return play(new Answer(status, headers, ofBytes(body), cut, false));
    }

    private static String ofBytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    Script json(int status, String body) {
        return play(new Answer(status, "application/json", body, false));
    }

    Script error(int status, String code) {
        return json(status, "{\"code\": \"%s\", \"message\": \"because\", \"requestID\": \"r-1\"}".formatted(code));
    }

    Script events(String body, boolean cut) {
        return play(new Answer(200, "text/event-stream", body, cut));
    }

    Script eventsAndThenSilence(String body) {
        Map<String, String> type = Map.of("Content-Type", "text/event-stream");
        return play(new Answer(200, type, ofBytes(body.getBytes(StandardCharsets.UTF_8)), true, true));
    }

    Script cut() {
        return play(new Answer(200, "application/json", "", true));
    }

    private synchronized Script play(Answer answer) {
        answers.add(answer);
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    MillraceClient.Builder client() {
        return MillraceClient.builder()
                .endpoint(url())
                .timeout(Duration.ofSeconds(20))
                .retry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private synchronized Answer next() {
        Answer answer = answers.poll();
        return answer == null ? new Answer(500, "text/plain", "nothing left to play", false) : answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                header(exchange, "x-pf-authorization"),
                header(exchange, "Last-Event-ID"),
                header(exchange, "Range") + " " + header(exchange, "If-Range"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer answer = next();
        byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(
                answer.status(), answer.cut() ? body.length + 1000L : body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            out.flush();
            if (answer.hangs()) {
                closing.await();
            }
            if (answer.cut()) {
                exchange.close();
            }
        } catch (IOException e) {
            assert answer.cut(); // closing too early is the point
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
