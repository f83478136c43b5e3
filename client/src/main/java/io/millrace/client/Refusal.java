package io.millrace.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Reads errors: those of clients of PaddleFlow, problems (RFC 9457), and pages of whoever stands in between. */
final class Refusal {
    private static final int LONGEST = 300;

    private Refusal() {}

    static MillraceClientException of(int status, String body, String requestId) {
        JsonNode json;
        try {
            json = Fields.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            json = Fields.JSON.missingNode();
        }
        String code = json.path("code").asText("");
        if (code.isEmpty()) {
            String text = body.isBlank() ? "no text" : body.strip();
            return new MillraceClientException(
                    status,
                    MillraceClientException.UNEXPECTED_ANSWER,
                    "HTTP status %d, which is no answer of Millrace: %s"
                            .formatted(status, text.substring(0, Math.min(text.length(), LONGEST))),
                    requestId);
        }
        String message = json.path("message").asText(json.path("detail").asText(""));
        return new MillraceClientException(
                status,
                code,
                message.isEmpty() ? code : message,
                json.path("requestID").asText(requestId));
    }
}
