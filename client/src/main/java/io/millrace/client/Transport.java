package io.millrace.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Sends requests and gets answers, with tokens, time limits and second attempts. Safe for use by many threads. */
final class Transport implements AutoCloseable {
    private static final String TOKEN = "x-pf-authorization";
    private static final String REQUEST_ID = "x-pf-request-id";
    private static final Set<String> OLD_TOKEN = Set.of("AuthInvalidToken", "AuthFailed", "AuthWithoutToken");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> LATER = Set.of(TOO_MANY_REQUESTS, 502, 503, 504);

    private final HttpClient http;
    private final URI endpoint;
    private final Tokens tokens;
    private final Duration timeout;
    private final Duration silence;
    private final RetryPolicy retry;

    Transport(HttpClient http, URI endpoint, Tokens tokens, Duration timeout, Duration silence, RetryPolicy retry) {
        this.http = http;
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.timeout = timeout;
        this.silence = silence;
        this.retry = retry;
    }

    /** How long a stream may say nothing before it is taken for lost. */
    Duration silence() {
        return silence;
    }

    RetryPolicy retry() {
        return retry;
    }

    /** The text of a good answer. */
    String text(Request request) {
        HttpResponse<byte[]> response = send(request, Map.of(), BodyHandlers.ofByteArray());
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /**
     * A good answer that comes bit by bit.
     *
     * @param lastEvent the id after which a stream of events goes on; empty: from its begin
     */
    InputStream stream(Request request, String lastEvent) {
        return open(request, lastEvent.isEmpty() ? Map.of() : Map.of("Last-Event-ID", lastEvent))
                .body();
    }

    /** A good answer with its headers, whose body comes bit by bit. */
    HttpResponse<InputStream> open(Request request, Map<String, String> headers) {
        return send(request, headers, BodyHandlers.ofInputStream());
    }

    /** Waits before another attempt. */
    void pause(int attempt) {
        pause(attempt, "");
    }

    private <T> HttpResponse<T> send(Request request, Map<String, String> headers, BodyHandler<T> handler) {
        String token = request.login() ? tokens.get() : "";
        boolean renewed = false;
        for (int attempt = 1; ; attempt++) {
            String id = UUID.randomUUID().toString();
            boolean last = attempt >= retry.maxAttempts();
            try {
                HttpResponse<T> response = http.send(http(request, token, id, headers), handler);
                if (response.statusCode() / 100 == 2) {
                    return response;
                }
                MillraceClientException refusal = refusal(response, id);
                Optional<String> other =
                        renewed || !request.login() || !isOldToken(refusal) ? Optional.empty() : tokens.instead(token);
                if (other.isPresent()) {
                    renewed = true;
                    token = other.get();
                } else if (last || !isWorthAnotherAttempt(request, refusal.status())) {
                    throw refusal;
                } else {
                    pause(attempt, id);
                }
            } catch (IOException e) {
                if (last || !(request.repeatable() || isUnsent(e))) {
                    throw broken(e, id);
                }
                pause(attempt, id);
            } catch (InterruptedException e) {
                throw interrupted(e, id);
            }
        }
    }

    /** A server that has too much to do has done nothing. */
    private static boolean isWorthAnotherAttempt(Request request, int status) {
        return status == TOO_MANY_REQUESTS || (request.repeatable() && LATER.contains(status));
    }

    private static boolean isUnsent(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }

    private static boolean isOldToken(MillraceClientException refusal) {
        return refusal.status() == 401 || OLD_TOKEN.contains(refusal.code());
    }

    private HttpRequest http(Request request, String token, String id, Map<String, String> headers) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(endpoint + request.path()))
                .timeout(timeout)
                .header(REQUEST_ID, id)
                .method(
                        request.method(),
                        request.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        if (!request.body().isEmpty()) {
            http.header("Content-Type", "application/json; charset=utf-8");
        }
        if (!token.isEmpty()) {
            http.header(TOKEN, token);
        }
        headers.forEach(http::header);
        return http.build();
    }

    private static MillraceClientException refusal(HttpResponse<?> response, String id) throws IOException {
        String body = switch (response.body()) {
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case InputStream stream -> {
                try (stream) {
                    yield new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            default -> "";
        };
        String sent = response.headers().firstValue(REQUEST_ID).orElse(id);
        return Refusal.of(response.statusCode(), body, sent);
    }

    private void pause(int attempt, String id) {
        try {
            Thread.sleep(retry.waitAfter(attempt));
        } catch (InterruptedException e) {
            throw interrupted(e, id);
        }
    }

    private static MillraceClientException interrupted(InterruptedException e, String id) {
        Thread.currentThread().interrupt();
        return new MillraceClientException(
                MillraceClientException.INTERRUPTED, "interrupted while waiting for the server", id, e);
    }

    private MillraceClientException broken(IOException e, String id) {
        if (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)) {
            return new MillraceClientException(
                    MillraceClientException.TIMEOUT,
                    "no answer from %s within %d s".formatted(endpoint, timeout.toSeconds()),
                    id,
                    e);
        }
        String why = e.getMessage() == null || e.getMessage().isEmpty() ? "no connection" : e.getMessage();
        return new MillraceClientException(
                MillraceClientException.UNREACHABLE, "%s cannot be reached: %s".formatted(endpoint, why), id, e);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
