package io.millrace.store.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.store.backup.Manifest.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A manifest as JSON. */
final class ManifestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("millraceBackup", manifest.format());
            json.writeStringField("version", manifest.version());
            json.writeStringField("madeAt", manifest.madeAt().toString());
            json.writeNumberField("schema", manifest.schema());
            json.writeNumberField("logs", manifest.logs());
            json.writeArrayFieldStart("files");
            for (Item item : manifest.files()) {
                json.writeStartObject();
                json.writeStringField("path", item.path());
                json.writeNumberField("bytes", item.bytes());
                json.writeStringField("sha256", item.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Empty when {@code bytes} are no manifest. */
    static Optional<Manifest> read(byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            List<Item> files = new ArrayList<>();
            Map<String, String> fields = new HashMap<>();
            object(json, fields, files);
            return Optional.of(new Manifest(
                    Math.toIntExact(number(fields, "millraceBackup")),
                    text(fields, "version"),
                    Instant.parse(text(fields, "madeAt")),
                    Math.toIntExact(number(fields, "schema")),
                    files,
                    number(fields, "logs")));
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void object(JsonParser json, Map<String, String> fields, List<Item> files) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("files")) {
                require(value == JsonToken.START_ARRAY);
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    files.add(item(json));
                }
            } else if (value.isScalarValue()) {
                fields.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private static Item item(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            require(json.nextToken().isScalarValue());
            fields.put(name, json.getText());
        }
        return new Item(text(fields, "path"), number(fields, "bytes"), text(fields, "sha256"));
    }

    private static String text(Map<String, String> fields, String name) {
        String text = fields.get(name);
        require(text != null);
        return String.valueOf(text);
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(text(fields, name));
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("not a manifest");
        }
    }
}
