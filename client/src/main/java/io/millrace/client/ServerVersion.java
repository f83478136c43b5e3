package io.millrace.client;

import java.util.Map;

/**
 * What a server is.
 *
 * @param version of it
 * @param millrace whether it is Millrace, rather than another server of the same API
 * @param fields everything that it says, by name
 */
public record ServerVersion(String version, boolean millrace, Map<String, String> fields) {
    static ServerVersion of(Fields answer) {
        boolean millrace = answer.has("millraceVersion");
        return new ServerVersion(
                answer.firstText("millraceVersion", "gitVersion"),
                millrace,
                new Fields(Fields.JSON.createObjectNode().set("all", answer.json()), answer.times()).texts("all"));
    }
}
