package io.millrace.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** What a request is answered with. */
public sealed interface Answer {

    /** Success and nothing more: the body has no bytes. */
    Answer EMPTY = new Empty(200);

    /** A body of no bytes. */
    record Empty(int status) implements Answer {}

    /** A JSON body, made whole before the first byte is sent: a failure becomes an error, not half a body. */
    record Json(int status, Body body) implements Answer {}

    /** A text body. */
    record Text(String type, String text) implements Answer {}

    /** A body that is sent while it is made. */
    record Stream(String type, Content content) implements Answer {}

    /**
     * Bytes that are sent while they are read.
     *
     * @param headers beside those that all answers have
     * @param length of the content, when it is known
     */
    record Bytes(int status, String type, Map<String, String> headers, Optional<Long> length, Content content)
            implements Answer {
        public Bytes {
            headers = Map.copyOf(headers);
        }
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes bytes. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Status 200 with an object. */
    static Answer object(Body fields) {
        return object(200, fields);
    }

    /** An object with the fields that {@code fields} writes. */
    static Answer object(int status, Body fields) {
        return new Json(status, json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }
}
