package io.millrace.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The body of an error: what clients of PaddleFlow read, or a problem (RFC 9457) on Millrace's own paths. */
final class ErrorBody {
    static final String JSON = "application/json; charset=utf-8";
    static final String PROBLEM = "application/problem+json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private ErrorBody() {}

    /** The type of the content of errors at a path. */
    static String type(String path) {
        return path.startsWith(Route.OWN) ? PROBLEM : JSON;
    }

    static byte[] of(ApiCode code, String message, String requestId, String path) {
        boolean own = path.startsWith(Route.OWN);
        return bytes(json -> {
            json.writeStartObject();
            if (own) {
                json.writeStringField("type", "about:blank");
                json.writeStringField("title", code.word());
                json.writeNumberField("status", code.status());
                json.writeStringField("detail", message);
            } else {
                json.writeStringField("message", message);
            }
            json.writeStringField("code", code.word());
            json.writeStringField("requestID", requestId);
            json.writeEndObject();
        });
    }

    /** One JSON value as UTF-8. */
    static byte[] bytes(Answer.Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
