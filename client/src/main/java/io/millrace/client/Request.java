package io.millrace.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked of a server.
 *
 * @param path below the endpoint, encoded
 * @param body JSON; empty: none
 * @param repeatable whether asking twice is the same as asking once
 * @param login whether a token goes with it
 */
record Request(String method, String path, String body, boolean repeatable, boolean login) {
    private static final String COMPATIBLE = "/api/paddleflow/v1";
    private static final String OWN = "/api/millrace/v1";

    static Request get(String path, Map<String, String> query) {
        return new Request("GET", COMPATIBLE + path + query(query), "", true, true);
    }

    static Request post(String path, String body) {
        return new Request("POST", COMPATIBLE + path, body, false, true);
    }

    static Request put(String path, String body) {
        return new Request("PUT", COMPATIBLE + path, body, false, true);
    }

    static Request delete(String path, String body) {
        return new Request("DELETE", COMPATIBLE + path, body, false, true);
    }

    /** A request to Millrace's own API that changes nothing. */
    static Request own(String method, String path, Map<String, String> query, String body) {
        return new Request(method, OWN + path + query(query), body, true, true);
    }

    /** The same without a token. */
    Request open() {
        return new Request(method, path, body, repeatable, false);
    }

    /** The same, which may be sent twice. */
    Request again() {
        return new Request(method, path, body, true, login);
    }

    /** A part of a path. */
    static String part(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an id or name is empty");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String query(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(entry -> part(entry.getKey()) + "="
                                + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
