package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.OddRequests.Request;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests made from the contract, most of them wrong, one after the other. More of them:
 * {@code -Dsurefire.argLine="-Dmillrace.odd.requests=100000"}, others: {@code -Dmillrace.odd.seed=7}.
 */
class OddRequestsTest {
    private static final int REQUESTS = Integer.getInteger("millrace.odd.requests", 400);
    private static final long SEED = Long.getLong("millrace.odd.seed", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 10_000;
    private static final int SHOWN = 300;

    /** The HTTP library gives up before it knows the path. */
    private static final int TOO_LONG = 414;

    private static final long ROOM = 64L << 20;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void nothingThatIsSentBreaksTheServer(@TempDir Path folder) throws Exception {
        try (RealServer server = new RealServer(folder)) {
            Api ann = server.as("anna");
            ann.run("name: first\nentry_points: {only: {command: 'echo hello'}}\n");
            OddRequests requests = new OddRequests(SEED);
            long before = 0;
            for (int i = 0; i < REQUESTS; i++) {
                if (i == Math.min(MANY, REQUESTS / 2)) {
                    before = heap();
                }
                Request request = requests.next();
                HttpResponse<String> response = answer(ann.port(), request, i);
                String what = "request %d of seed %d: %s, answered with %d %s"
                        .formatted(
                                i,
                                SEED,
                                request.method() + " " + shortened(request.target()),
                                response.statusCode(),
                                shortened(response.body()));
                assertThat(response.statusCode()).as(what).isLessThan(500);
                assertThat(response.body()).as(what).doesNotContain("Exception:", "\tat ", "io.helidon.");
                requireDescribed(request, response, what);
            }
            assertThat(ann.send("GET", "/readyz", "").status()).isEqualTo(200);
            if (REQUESTS >= MANY) {
                assertThat(heap()).as("bytes in use").isLessThan(before + ROOM);
            }
        }
    }

    private static void requireDescribed(Request request, HttpResponse<String> response, String what) {
        if (response.statusCode() < 400
                || response.statusCode() == TOO_LONG
                || request.method().equals("HEAD")) {
            return;
        }
        try {
            ContractCheck.INSTANCE.require(new ContractCheck.Exchange(
                    request.method(),
                    request.target(),
                    "",
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body()));
        } catch (AssertionError e) {
            throw new AssertionError(what, e);
        }
    }

    /** A connection that ends without an answer is as bad as a wrong one. */
    private HttpResponse<String> answer(int port, Request request, int number) throws InterruptedException {
        try {
            return send(port, request);
        } catch (IOException e) {
            throw new AssertionError(
                    "request %d of seed %d has no answer: %s %s, a body of %d bytes"
                            .formatted(
                                    number,
                                    SEED,
                                    request.method(),
                                    shortened(request.target()),
                                    request.body().remaining()),
                    e);
        }
    }

    private HttpResponse<String> send(int port, Request request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.target()))
                .timeout(PATIENCE)
                .method(
                        request.method(),
                        BodyPublishers.ofByteArray(request.body().array()));
        if (!request.token().isEmpty()) {
            builder.header("x-pf-authorization", request.token());
        }
        return client.send(builder.build(), BodyHandlers.ofString());
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
