package io.millrace.server.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.registry.RegisteredStorage;
import io.millrace.engine.registry.RegisteredStorage.NewStorage;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A storage on the wire. */
final class StorageJson {
    private StorageJson() {}

    static void write(JsonGenerator json, RegisteredStorage storage) throws IOException {
        NewStorage made = storage.made();
        json.writeStartObject();
        json.writeStringField("id", storage.id());
        json.writeStringField("name", made.name());
        json.writeStringField("serverAddress", made.serverAddress());
        json.writeStringField("type", made.type());
        json.writeStringField("subPath", made.subPath());
        json.writeStringField("username", made.user());
        json.writeObjectFieldStart("properties");
        for (Map.Entry<String, String> property : new TreeMap<>(made.properties()).entrySet()) {
            json.writeStringField(property.getKey(), property.getValue());
        }
        json.writeEndObject();
        json.writeBooleanField("independentMountProcess", made.independentMountProcess());
        json.writeEndObject();
    }
}
