package io.millrace.server.http;

import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.millrace.engine.MillraceException;
import io.millrace.engine.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Takes requests in: who asks, may they, what is the answer, and how is it sent. Whatever goes wrong is an error in JSON. */
final class Dispatcher {
    static final HeaderName REQUEST_ID = HeaderNames.create("x-pf-request-id");

    private static final System.Logger LOG = System.getLogger("io.millrace.server");
    private static final HeaderName TOKEN = HeaderNames.create("x-pf-authorization");
    private static final int LONGEST_REQUEST_ID = 100;

    private final Identities identities;
    private final int maxBody;
    private final Semaphore places;
    private final Semaphore streams;
    private final RequestObserver observer;
    private final Doorkeeper door;
    private final SecureHeaders headers;

    Dispatcher(Identities identities, ServerConfig config, RequestObserver observer, Doorkeeper door) {
        this.door = door;
        this.identities = identities;
        this.maxBody = config.maxBody();
        this.places = new Semaphore(config.maxRequests());
        this.streams = new Semaphore(config.maxStreams());
        this.observer = observer;
        this.headers = new SecureHeaders(config.tls().isPresent());
    }

    /** What the HTTP library calls for a route. */
    Handler of(Route route) {
        return (request, response) -> {
            String id = requestId(request);
            long begin = System.nanoTime();
            try {
                handle(route, request, response, id);
            } catch (ApiException refused) {
                refuse(request, response, id, refused);
            } catch (MillraceException refused) {
                refuse(request, response, id, ApiException.of(refused));
            } catch (StoreException failed) {
                LOG.log(System.Logger.Level.ERROR, "request " + id + ": the store failed", failed);
                refuse(request, response, id, ApiCode.UNAVAILABLE.because("the store cannot be used now; try again"));
            } catch (HttpException | RequestException | CloseConnectionException | IOException gone) {
                throw gone; // the HTTP library answers, or nobody listens any more
            } catch (RuntimeException bug) {
                LOG.log(System.Logger.Level.ERROR, "request " + id + " met a bug", bug);
                refuse(
                        request,
                        response,
                        id,
                        ApiCode.INTERNAL_ERROR.because(
                                "internal error; the server's log has more under request " + id));
            } finally {
                observer.answered(route, response.status().code(), Duration.ofNanos(System.nanoTime() - begin));
            }
            if (isLast(request)) {
                throw new Farewell(); // the HTTP library says that it closes the connection, and does not
            }
        };
    }

    private static boolean isLast(ServerRequest request) {
        return request.headers().contains(HeaderNames.CONNECTION)
                && request.headers().get(HeaderNames.CONNECTION).allValues().stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .anyMatch(option -> option.trim().equalsIgnoreCase("close"));
    }

    private void handle(Route route, ServerRequest request, ServerResponse response, String id) throws IOException {
        if (!places.tryAcquire()) {
            throw ApiCode.TOO_MANY_REQUESTS.because("the server has too much to do; try again in a second");
        }
        Answer answer;
        try {
            answer = answer(route, request, id);
        } finally {
            places.release();
        }
        send(request, response, id, answer);
    }

    private Answer answer(Route route, ServerRequest request, String id) throws IOException {
        byte[] body = body(request);
        Caller caller = switch (route.access()) {
            case ANYBODY -> Caller.ANONYMOUS;
            case USERS -> known(route, request, body, id);
        };
        Call call = new Call(request, body, caller, id);
        if (route.access() == Route.Access.USERS) {
            requireOwnName(route, call);
        }
        return route.endpoint().answer(call);
    }

    private void requireOwnName(Route route, Call call) {
        try {
            ForeignNames.refuse(call, route.method());
        } catch (ApiException impostor) {
            door.refused(route.method(), call, impostor);
            throw impostor;
        }
    }

    private Caller known(Route route, ServerRequest request, byte[] body, String id) {
        try {
            return identities.of(token(request));
        } catch (ApiException stranger) {
            door.refused(route.method(), new Call(request, body, Caller.ANONYMOUS, id), stranger);
            throw stranger;
        }
    }

    private static String token(ServerRequest request) {
        return request.headers()
                .first(TOKEN)
                .filter(token -> !token.isEmpty())
                .orElseThrow(() -> ApiCode.AUTH_WITHOUT_TOKEN.because(
                        "the header %s with a token of /login is missing".formatted(TOKEN.defaultCase())));
    }

    private byte[] body(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        byte[] bytes;
        try {
            bytes = request.content().inputStream().readNBytes(maxBody + 1);
        } catch (BadRequestException | NumberFormatException e) {
            throw FrameworkErrors.brokenBody(request, e); // where the next request begins is unknown
        }
        if (bytes.length > maxBody) {
            throw ApiCode.REQUEST_TOO_LARGE.because("the body is larger than %d bytes".formatted(maxBody));
        }
        return bytes;
    }

    private static String requestId(ServerRequest request) {
        return request.headers()
                .first(REQUEST_ID)
                .filter(id -> id.length() <= LONGEST_REQUEST_ID && id.matches("[A-Za-z0-9._-]+"))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private void send(ServerRequest request, ServerResponse response, String id, Answer answer) throws IOException {
        common(response, id);
        switch (answer) {
            case Answer.Empty(int status) -> {
                type(response, ErrorBody.JSON);
                response.status(Status.create(status)).send();
            }
            case Answer.Json(int status, Answer.Body body) -> {
                byte[] bytes = ErrorBody.bytes(body);
                type(response, ErrorBody.JSON);
                response.status(Status.create(status)).send(bytes);
            }
            case Answer.Text(String type, String text) -> {
                type(response, type);
                response.send(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            case Answer.Stream(String type, Answer.Content content) -> stream(response, type, content);
            case Answer.Bytes bytes -> bytes(request, response, bytes);
        }
    }

    private void stream(ServerResponse response, String type, Answer.Content content) throws IOException {
        if (!streams.tryAcquire()) {
            throw ApiCode.TOO_MANY_REQUESTS.because("too many streams are open; try again later");
        }
        try {
            type(response, type);
            try (OutputStream out = response.outputStream()) {
                content.write(out);
            }
        } finally {
            streams.release();
        }
    }

    private void bytes(ServerRequest request, ServerResponse response, Answer.Bytes bytes) throws IOException {
        bytes.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        bytes.length().ifPresent(length -> response.header(HeaderNames.CONTENT_LENGTH, Long.toString(length)));
        response.status(Status.create(bytes.status()));
        if (bytes.status() == Status.NOT_MODIFIED_304.code() || isHead(request)) {
            type(response, bytes.type());
            response.send();
        } else {
            stream(response, bytes.type(), bytes.content());
        }
    }

    private static boolean isHead(ServerRequest request) {
        return request.prologue().method().equals(Method.HEAD);
    }

    private void refuse(ServerRequest request, ServerResponse response, String id, ApiException refused) {
        if (response.isSent()) {
            throw refused; // half an answer is out: only ending the connection tells the client
        }
        String path = request.path().rawPath();
        common(response, id);
        refused.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        type(response, ErrorBody.type(path));
        if (refused.code() == ApiCode.TOO_MANY_REQUESTS) {
            response.header(HeaderNames.RETRY_AFTER, String.valueOf(refused.waitSeconds()));
        }
        response.status(Status.create(refused.code().status()))
                .send(ErrorBody.of(refused.code(), String.valueOf(refused.getMessage()), id, path));
    }

    private void common(ServerResponse response, String id) {
        response.header(REQUEST_ID, id);
        headers.forEach(response::header);
    }

    private static void type(ServerResponse response, String type) {
        response.header(HeaderNames.CONTENT_TYPE, type);
    }
}
