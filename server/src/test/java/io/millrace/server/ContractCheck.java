package io.millrace.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.server.contract.Contract;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds what tests send and get against the OpenAPI document. A request that is refused may break it, an answer never. The
 * message of a failure says what to add to the document.
 */
final class ContractCheck {
    static final ContractCheck INSTANCE = new ContractCheck(Contract.load());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WHERE = " in server/src/main/resources/io/millrace/server/contract";

    private final Contract contract;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private ContractCheck(Contract contract) {
        this.contract = contract;
    }

    /** An entry of the document. */
    record Operation(String method, String path, JsonNode item, JsonNode fields) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A request and what came back. */
    record Exchange(String method, String target, String body, int status, String type, String answer) {
        String path() {
            return target.split("\\?", 2)[0];
        }

        boolean isSuccess() {
            return status < 300;
        }
    }

    /** Every entry. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        contract.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (!method.getKey().equals("parameters")) {
                        all.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue(),
                                method.getValue()));
                    }
                }));
        return all;
    }

    /** Codes of errors that any operation may answer with. */
    List<String> commonCodes() {
        List<String> codes = new ArrayList<>();
        contract.document().path("x-common-error-codes").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    /** Fails when the document does not allow what happened. */
    void require(Exchange exchange) {
        Optional<Operation> found = find(exchange);
        if (found.isEmpty()) {
            requireRefusal(exchange);
            return;
        }
        Operation operation = found.get();
        if (operation.method().equals("HEAD")) {
            return; // has no body, and the status is that of its GET
        }
        if (exchange.isSuccess()) {
            requireQuery(operation, exchange);
            requireBody(operation, exchange);
        }
        requireAnswer(operation, exchange);
    }

    /** The entry that a request belongs to. */
    Optional<Operation> find(Exchange exchange) {
        String path = exchange.path().replaceAll("(?<=.)/$", "");
        return operations().stream()
                .filter(operation -> operation.method().equals(exchange.method()))
                .filter(operation -> pattern(operation.path()).matcher(path).matches())
                .min((one, other) ->
                        Boolean.compare(one.path().contains("{"), other.path().contains("{")));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(Pattern.quote(template).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q"));
    }

    /** What is not in the document is not on the server either. */
    private void requireRefusal(Exchange exchange) {
        String code = json(exchange.answer()).path("code").asText();
        if (!List.of("PathNotFound", "MethodNotAllowed", "InvalidHTTPRequest").contains(code)) {
            throw new AssertionError("describe %s %s%s: it answered %d %s"
                    .formatted(exchange.method(), exchange.path(), WHERE, exchange.status(), exchange.answer()));
        }
        requireError(exchange);
    }

    private void requireError(Exchange exchange) {
        boolean own = exchange.path().startsWith("/api/millrace/");
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        reference.put("$ref", "#/components/schemas/" + (own ? "Problem" : "Error"));
        require(reference, exchange.answer(), "the error of " + exchange.method() + " " + exchange.target());
    }

    private void requireQuery(Operation operation, Exchange exchange) {
        if (!exchange.target().contains("?")) {
            return;
        }
        Map<String, JsonNode> known = parameters(operation);
        for (String pair : exchange.target().split("\\?", 2)[1].split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            JsonNode schema = Optional.ofNullable(known.get(name))
                    .orElseThrow(() ->
                            new AssertionError("describe the parameter %s of %s%s".formatted(name, operation, WHERE)));
            String value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            require(schema, parameter(schema, value), "the parameter %s of %s".formatted(name, operation));
        }
    }

    private Map<String, JsonNode> parameters(Operation operation) {
        Map<String, JsonNode> known = new HashMap<>();
        for (JsonNode list : List.of(operation.item(), operation.fields())) {
            list.path("parameters").forEach(it -> {
                JsonNode parameter = contract.resolved(it);
                if (parameter.path("in").asText().equals("query")) {
                    known.put(parameter.path("name").asText(), parameter.path("schema"));
                }
            });
        }
        return known;
    }

    private static String parameter(JsonNode schema, String value) {
        boolean isNumber = schema.path("type").asText().equals("integer") && value.matches("-?\\d+");
        return isNumber ? value : JsonNodeFactory.instance.textNode(value).toString();
    }

    private void requireBody(Operation operation, Exchange exchange) {
        JsonNode body = contract.resolved(operation.fields().path("requestBody"));
        if (exchange.body().isBlank()) {
            if (body.path("required").asBoolean()) {
                throw new AssertionError("%s took a request without a body%s".formatted(operation, WHERE));
            }
            return;
        }
        JsonNode schema = body.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return; // bodies that nobody asked for are ignored
        }
        JsonNode sent = asRead(json(exchange.body()), contract.resolved(schema));
        require(schema, sent.toString(), "the body of " + operation);
    }

    /** Names count without regard to case, and null is as good as absent. */
    private JsonNode asRead(JsonNode sent, JsonNode schema) {
        if (!(sent instanceof ObjectNode object)) {
            return sent;
        }
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                read.set(spelled(field.getKey(), schema), field.getValue());
            }
        });
        return read;
    }

    private static String spelled(String name, JsonNode schema) {
        return schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    private void requireAnswer(Operation operation, Exchange exchange) {
        JsonNode responses = operation.fields().path("responses");
        JsonNode exact = responses.path(Integer.toString(exchange.status()));
        if (exact.isMissingNode() && exchange.isSuccess()) {
            throw new AssertionError("describe the status %d of %s%s".formatted(exchange.status(), operation, WHERE));
        }
        JsonNode response = contract.resolved(exact.isMissingNode() ? responses.path("default") : exact);
        if (!exchange.isSuccess()) {
            requireCode(operation, exchange);
            requireError(exchange);
        }
        content(operation, exchange, response);
    }

    private void content(Operation operation, Exchange exchange, JsonNode response) {
        JsonNode content = response.path("content");
        if (exchange.answer().isEmpty() && (content.isMissingNode() || response.has("x-may-be-empty"))) {
            return;
        }
        String type = exchange.type().split(";", 2)[0];
        JsonNode schema = content.path(content.has(type) ? type : "*/*").path("schema");
        if (schema.isMissingNode()) {
            throw new AssertionError("describe the content '%s' of status %d of %s%s; it was: %s"
                    .formatted(type, exchange.status(), operation, WHERE, exchange.answer()));
        }
        if (type.endsWith("json")) {
            require(schema, exchange.answer(), "the answer of " + operation);
        }
    }

    private void requireCode(Operation operation, Exchange exchange) {
        String code = json(exchange.answer()).path("code").asText();
        ArrayNode known = JsonNodeFactory.instance.arrayNode();
        known.addAll((ArrayNode) contract.document().path("x-common-error-codes"));
        operation.fields().path("x-error-codes").forEach(known::add);
        for (JsonNode it : known) {
            if (it.asText().equals(code)) {
                return;
            }
        }
        throw new AssertionError("describe the error code %s of %s%s".formatted(code, operation, WHERE));
    }

    private void require(JsonNode schema, String json, String what) {
        var problems = compiled.computeIfAbsent(schema, this::compile).validate(json, InputFormat.JSON);
        if (!problems.isEmpty()) {
            throw new AssertionError("%s is not as described%s: %s; it was: %s".formatted(what, WHERE, problems, json));
        }
    }

    /** A schema of the document with the others that it refers to. */
    private Schema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", contract.document().path("components"));
        return schemas.getSchema(whole.toString());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
