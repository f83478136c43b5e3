package io.millrace.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.engine.record.NodeRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads single fields out of the stored detail of a node. */
final class DetailJson {
    private static final JsonFactory JSON = new JsonFactory();

    private DetailJson() {}

    /** Storage-relative paths of the output artifacts, by name. */
    static Map<String, String> outputs(NodeRow row) {
        Map<String, String> outputs = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(row.detail().orElse("{}"))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals("outputs");
                json.nextToken();
                if (wanted) {
                    read(json, outputs);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outputs;
    }

    private static void read(JsonParser json, Map<String, String> texts) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            texts.put(name, json.nextTextValue());
        }
    }
}
