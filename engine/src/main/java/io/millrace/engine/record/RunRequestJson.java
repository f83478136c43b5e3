package io.millrace.engine.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.engine.core.Capacity;
import io.millrace.engine.core.StorageRoot;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.Resources;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.request.ParameterInput;
import io.millrace.pipeline.request.StorageRule;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.Notation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Requests as JSON. Like events they are read for ever: fields are added, never given another meaning. */
public final class RunRequestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RunRequestJson() {}

    /** The stored form of {@code request}. */
    public static String write(RunRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("user", request.user());
            json.writeStringField("storageOwner", request.storageOwner());
            json.writeBooleanField("emptyLoopFails", request.emptyLoopFails());
            json.writeStringField("cacheStrategy", request.cacheStrategy().name());
            storages(json, request.storages());
            capacity(json, request.capacity());
            compile(json, request.compile());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void storages(JsonGenerator json, Map<String, StorageRoot> storages) throws IOException {
        json.writeObjectFieldStart("storages");
        for (Map.Entry<String, StorageRoot> storage : storages.entrySet()) {
            json.writeObjectFieldStart(storage.getKey());
            json.writeStringField("location", storage.getValue().location());
            json.writeStringField("seenAt", storage.getValue().seenAt());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Absent when queues and flavours mean nothing, as in requests from before there were any. */
    private static void capacity(JsonGenerator json, Capacity capacity) throws IOException {
        if (capacity.defaultQueue().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("capacity");
        json.writeStringField("defaultQueue", capacity.defaultQueue());
        json.writeObjectFieldStart("flavours");
        for (Map.Entry<String, Resources> flavour : capacity.flavours().entrySet()) {
            Resources resources = flavour.getValue();
            json.writeObjectFieldStart(flavour.getKey());
            if (resources.cpu().isPresent()) {
                json.writeStringField("cpu", Double.toString(resources.cpu().getAsDouble()));
            }
            if (resources.memory().isPresent()) {
                json.writeStringField("memory", Long.toString(resources.memory().getAsLong()));
            }
            if (resources.gpu().isPresent()) {
                json.writeNumberField("gpu", resources.gpu().getAsInt());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Capacity capacity(Map<String, Object> fields) {
        if (!fields.containsKey("capacity")) {
            return Capacity.NONE;
        }
        Map<String, Object> stored = object(fields, "capacity");
        Map<String, Resources> flavours = new LinkedHashMap<>();
        object(stored, "flavours").forEach((name, value) -> {
            Map<String, Object> flavour = asObject(value);
            flavours.put(
                    name,
                    new Resources(
                            text(flavour, "cpu")
                                    .map(cpu -> OptionalDouble.of(Double.parseDouble(cpu)))
                                    .orElse(OptionalDouble.empty()),
                            text(flavour, "memory")
                                    .map(bytes -> OptionalLong.of(Long.parseLong(bytes)))
                                    .orElse(OptionalLong.empty()),
                            flavour.containsKey("gpu") ? OptionalInt.of(number(flavour, "gpu")) : OptionalInt.empty()));
        });
        return new Capacity(string(stored, "defaultQueue"), flavours);
    }

    private static void compile(JsonGenerator json, CompileRequest compile) throws IOException {
        json.writeObjectFieldStart("compile");
        json.writeStringField("notation", compile.notation().name());
        optional(json, "name", compile.name());
        optional(json, "dockerEnv", compile.dockerEnv());
        optional(json, "disabled", compile.disabled());
        optional(json, "failureStrategy", compile.failureStrategy().map(Enum::name));
        optional(json, "entry", compile.entry());
        optional(json, "storage", compile.storage());
        json.writeStringField("storageRule", compile.storageRule().name());
        json.writeBooleanField("imagesRequired", compile.imagesRequired());
        json.writeObjectFieldStart("parameters");
        for (Map.Entry<String, ParameterInput> parameter : compile.parameters().entrySet()) {
            json.writeObjectFieldStart(parameter.getKey());
            switch (parameter.getValue()) {
                case ParameterInput.Text(String text) -> json.writeStringField("text", text);
                case ParameterInput.Json(String value) -> json.writeStringField("json", value);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        Limits limits = compile.limits();
        json.writeObjectFieldStart("limits");
        json.writeNumberField("size", limits.size());
        json.writeNumberField("depth", limits.depth());
        json.writeNumberField("values", limits.values());
        json.writeNumberField("nodes", limits.nodes());
        json.writeNumberField("loopLength", limits.loopLength());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    /**
     * The request that {@link #write} stored.
     *
     * @throws IllegalArgumentException when {@code text} is not one
     */
    public static RunRequest read(String text) {
        Map<String, Object> fields = parse(text);
        try {
            Map<String, StorageRoot> storages = new LinkedHashMap<>();
            object(fields, "storages").forEach((name, value) -> {
                Map<String, Object> storage = asObject(value);
                storages.put(name, new StorageRoot(string(storage, "location"), string(storage, "seenAt")));
            });
            return new RunRequest(
                    string(fields, "user"),
                    text(fields, "storageOwner").orElseGet(() -> string(fields, "user")),
                    storages,
                    flag(fields, "emptyLoopFails"),
                    text(fields, "cacheStrategy").map(CacheStrategy::valueOf).orElse(CacheStrategy.CONTENT),
                    capacity(fields),
                    compile(object(fields, "compile")));
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a stored request: " + text, e);
        }
    }

    private static CompileRequest compile(Map<String, Object> fields) {
        Map<String, ParameterInput> parameters = new LinkedHashMap<>();
        object(fields, "parameters").forEach((name, value) -> {
            Map<String, Object> parameter = asObject(value);
            parameters.put(
                    name,
                    parameter.containsKey("text")
                            ? new ParameterInput.Text(string(parameter, "text"))
                            : new ParameterInput.Json(string(parameter, "json")));
        });
        Map<String, Object> limits = object(fields, "limits");
        return new CompileRequest(
                Notation.valueOf(string(fields, "notation")),
                text(fields, "name"),
                text(fields, "dockerEnv"),
                text(fields, "disabled"),
                text(fields, "failureStrategy").map(FailureStrategy::valueOf),
                text(fields, "entry"),
                text(fields, "storage"),
                StorageRule.valueOf(string(fields, "storageRule")),
                parameters,
                flag(fields, "imagesRequired"),
                new Limits(
                        number(limits, "size"),
                        number(limits, "depth"),
                        number(limits, "values"),
                        number(limits, "nodes"),
                        number(limits, "loopLength")));
    }

    private static Map<String, Object> object(Map<String, Object> fields, String name) {
        return asObject(require(fields, name));
    }

    private static Map<String, Object> asObject(Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, field) -> object.put(name.toString(), field));
        return object;
    }

    private static String string(Map<String, Object> fields, String name) {
        return (String) require(fields, name);
    }

    private static boolean flag(Map<String, Object> fields, String name) {
        return (Boolean) require(fields, name);
    }

    private static int number(Map<String, Object> fields, String name) {
        return (Integer) require(fields, name);
    }

    private static Optional<String> text(Map<String, Object> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(String.class::cast);
    }

    private static Object require(Map<String, Object> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is missing"));
    }

    private static Map<String, Object> parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return fields(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a stored request: " + text, e);
        }
    }

    private static Map<String, Object> fields(JsonParser json) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            switch (json.nextToken()) {
                case START_OBJECT -> fields.put(name, fields(json));
                case VALUE_STRING -> fields.put(name, json.getText());
                case VALUE_NUMBER_INT -> fields.put(name, json.getIntValue());
                case VALUE_TRUE -> fields.put(name, true);
                case VALUE_FALSE -> fields.put(name, false);
                case null, default ->
                    throw new IllegalArgumentException("unexpected " + json.currentToken() + " at '" + name + "'");
            }
        }
        return fields;
    }
}
