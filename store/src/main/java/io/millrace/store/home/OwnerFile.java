package io.millrace.store.home;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code owner.json}: always whole, as it is written aside and renamed. What cannot be understood counts as absent. */
final class OwnerFile {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_BYTES = 64 * 1024;

    private OwnerFile() {}

    static void write(Path file, Owner owner) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("pid", owner.pid());
            json.writeStringField("started", owner.started().toString());
            json.writeStringField("since", owner.since().toString());
            json.writeStringField("doing", owner.doing());
            json.writeEndObject();
        }
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, text + "\n");
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static Optional<Owner> read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            return owner(fields(Files.readString(file)));
        } catch (IOException | DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return fields;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                fields.put(name, json.getText());
                json.skipChildren();
            }
        }
        return fields;
    }

    private static Optional<Owner> owner(Map<String, String> fields) {
        String pid = fields.get("pid");
        String started = fields.get("started");
        String since = fields.get("since");
        if (pid == null || started == null || since == null) {
            return Optional.empty();
        }
        return Optional.of(new Owner(
                Long.parseLong(pid), Instant.parse(started), Instant.parse(since), fields.getOrDefault("doing", "")));
    }
}
