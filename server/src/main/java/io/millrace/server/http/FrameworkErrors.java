package io.millrace.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;

/** Errors that the HTTP library finds before any endpoint does, in the form that all errors have. */
final class FrameworkErrors {
    private FrameworkErrors() {}

    static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, FrameworkErrors::answer);
        }
        return handlers.build();
    }

    /** An error after which the connection is closed. */
    static RequestException brokenBody(ServerRequest request, RuntimeException cause) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(Status.BAD_REQUEST_400)
                .request(new Broken(request))
                .message("the body cannot be read")
                .cause(cause)
                .setKeepAlive(false)
                .build();
    }

    /** A request as the HTTP library tells it to who makes errors. */
    private record Broken(ServerRequest request) implements DirectHandler.TransportRequest {
        @Override
        public String protocolVersion() {
            return request.prologue().protocolVersion();
        }

        @Override
        public String method() {
            return request.prologue().method().text();
        }

        @Override
        public String path() {
            return request.path().rawPath();
        }

        @Override
        public ServerRequestHeaders headers() {
            return request.headers();
        }
    }

    private static DirectHandler.TransportResponse answer(
            DirectHandler.TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            String detail) {
        ApiCode code = switch (type) {
            case PAYLOAD_TOO_LARGE -> ApiCode.REQUEST_TOO_LARGE;
            case INTERNAL_ERROR -> ApiCode.INTERNAL_ERROR;
            case FORBIDDEN -> ApiCode.ACCESS_DENIED;
            case BAD_REQUEST, OTHER, HTTP_VERSION_NOT_SUPPORTED -> ApiCode.INVALID_HTTP_REQUEST;
        };
        String id = UUID.randomUUID().toString();
        String message = "the request cannot be understood: " + status.reasonPhrase();
        DirectHandler.TransportResponse.Builder response =
                DirectHandler.TransportResponse.builder().status(status).headers(headers);
        new SecureHeaders(false).forEach(response::header);
        return response.header(Dispatcher.REQUEST_ID, id)
                .header(HeaderNames.CONTENT_TYPE, ErrorBody.type(request.path()))
                .keepAlive(false)
                .entity(ErrorBody.of(code, message, id, request.path()))
                .build();
    }
}
