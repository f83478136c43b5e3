package io.millrace.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The OpenAPI document. It is written in parts, one for each kind of thing, which are put together field by field: a
 * part adds paths and components, and repeats nothing of another.
 */
public final class Contract {
    private static final List<String> PARTS = List.of(
            "common",
            "login",
            "users",
            "runs",
            "cache",
            "artifacts",
            "storages",
            "pipelines",
            "capacity",
            "jobs",
            "schedules",
            "logs",
            "own",
            "lineage",
            "system");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document;

    private Contract(ObjectNode document) {
        this.document = document;
    }

    /** The document of this version. */
    public static Contract load() {
        ObjectNode whole = JSON.createObjectNode();
        PARTS.forEach(part -> merge(whole, part(part), part));
        return new Contract(whole);
    }

    private static JsonNode part(String name) {
        String file = name + ".yaml";
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try (InputStream in = Contract.class.getResourceAsStream(file)) {
            return JSON.valueToTree(new Load(settings).loadFromInputStream(Objects.requireNonNull(in, file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(ObjectNode whole, JsonNode part, String name) {
        part.properties().forEach(field -> {
            if (whole.path(field.getKey()) instanceof ObjectNode present
                    && field.getValue().isObject()) {
                merge(present, field.getValue(), name);
            } else if (whole.has(field.getKey())) {
                throw new IllegalStateException("%s.yaml repeats '%s'".formatted(name, field.getKey()));
            } else {
                whole.set(field.getKey(), field.getValue());
            }
        });
    }

    /** The whole document; not to be changed. */
    public JsonNode document() {
        return document;
    }

    /** What a reference inside of the document stands for; a value that is none stands for itself. */
    public JsonNode resolved(JsonNode value) {
        return value.has("$ref") ? document.at(value.path("$ref").asText().substring(1)) : value;
    }

    /** The whole document as text. */
    public String yaml() {
        return yaml(document);
    }

    /** A part of the document as text. */
    static String yaml(JsonNode part) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(120)
                .build();
        return new Dump(settings).dumpToString(JSON.convertValue(part, Object.class));
    }
}
