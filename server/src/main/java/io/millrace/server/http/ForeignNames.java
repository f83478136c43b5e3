package io.millrace.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Refuses users who name another user, before any endpoint looks at the request. */
final class ForeignNames {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIELD = "userName";

    private ForeignNames() {}

    static void refuse(Call call, String method) {
        if (call.caller().isRoot()) {
            return;
        }
        boolean hasBody = method.equals("POST") || method.equals("PUT");
        Optional<String> named = hasBody ? inBody(call.bytes()) : Optional.of(call.query(FIELD));
        named.filter(name -> !name.isEmpty() && !name.equals(call.caller().name()))
                .ifPresent(name -> {
                    throw ApiCode.AUTH_ILLEGAL_USER.because("user %s cannot act for user %s"
                            .formatted(call.caller().name(), name));
                });
    }

    /** Bodies that are no JSON objects are the endpoint's business. */
    private static Optional<String> inBody(byte[] body) {
        Optional<String> name = Optional.empty();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return name;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equalsIgnoreCase(FIELD);
                JsonToken value = json.nextToken();
                if (wanted && value == JsonToken.VALUE_STRING) {
                    name = Optional.of(json.getText());
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            return name;
        }
        return name;
    }
}
