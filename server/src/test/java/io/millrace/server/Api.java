package io.millrace.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Real requests of one user, each held against the contract; an empty token sends none. */
record Api(int port, String token) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "/api/paddleflow/v1";

    /** What came back. */
    record Reply(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }

        /** A text in it. */
        String at(String pointer) {
            return json().at(pointer).asText();
        }

        /** Status and code of an error. */
        String error() {
            return status + " " + at("/code");
        }
    }

    Reply get(String path) {
        return send("GET", BASE + path, "");
    }

    Reply post(String path, String body) {
        return send("POST", BASE + path, body);
    }

    Reply put(String path, String body) {
        return send("PUT", BASE + path, body);
    }

    Reply delete(String path, String body) {
        return send("DELETE", BASE + path, body);
    }

    /**
     * @param headers names and values in turn
     */
    Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!token.isEmpty()) {
            request.header("x-pf-authorization", token);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            ContractCheck.Exchange exchange = new ContractCheck.Exchange(
                    method,
                    path,
                    body,
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
            ContractCheck.INSTANCE.require(exchange);
            Reply reply = new Reply(response.statusCode(), response.body(), response);
            ContractCoverage.note(exchange, exchange.isSuccess() || reply.text().isEmpty() ? "" : reply.at("/code"));
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a run of a text; the id. */
    String run(String yaml) {
        Reply reply = post("/run", "{\"runYamlRaw\": \"" + base64(yaml) + "\"}");
        if (reply.status() != 201) {
            throw new AssertionError(reply.text());
        }
        return reply.at("/runID");
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
