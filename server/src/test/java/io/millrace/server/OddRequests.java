package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.ContractCheck.Operation;
import io.millrace.server.contract.Contract;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes requests from the contract that are right, nearly right, and not right at all. The same seed makes the same. */
final class OddRequests {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TOKENS = List.of("", "anna", "anna", "anna", "root", "stranger", "x".repeat(500));
    private static final List<String> TEXTS = List.of(
            "",
            "data",
            "anna",
            "root",
            "run-000001",
            "run-000002",
            "run-999999",
            "run-99999999999999999999",
            "cch-000001",
            "ppl-000001",
            "schedule-000001",
            "job-run-000001-only-00000000",
            "1",
            "-1",
            "0",
            "9223372036854775808",
            "true",
            "only",
            "m0",
            "mzzzzzzzzzzzzzzz",
            "stop",
            "retry",
            "svg",
            "2026-11-23 10:00:00",
            "0 0 30 2 *",
            "@every 0s",
            "local://tmp/x",
            "local://../../etc",
            "../../../etc/passwd",
            "/etc/passwd",
            "a\0b",
            "\u202e\u0000\uffff",
            "\ud83d\ude00".repeat(300),
            "e\u0301\u0130\u1e9e",
            "%2e%2e%2f%00",
            "'; DROP TABLE run; --",
            "${jndi:ldap://x}",
            "{{PF_RUN_ID}}",
            "name: odd\nentry_points: {only: {command: 'true'}}\n",
            "&a [*a, *a]",
            "\t\r\n",
            "x".repeat(5_000));

    private final Random random;
    private final Contract contract = Contract.load();
    private final List<Operation> operations;

    OddRequests(long seed) {
        this.random = new Random(seed);
        this.operations = ContractCheck.INSTANCE.operations().stream()
                .filter(operation -> !isStream(operation))
                .toList();
    }

    /** Something to send. */
    record Request(String method, String target, String token, ByteBuffer body) {}

    private boolean isStream(Operation operation) {
        return contract.resolved(operation.fields().at("/responses/200"))
                .path("content")
                .has("text/event-stream");
    }

    Request next() {
        Operation operation = operations.get(random.nextInt(operations.size()));
        StringBuilder target = new StringBuilder();
        for (String part : operation.path().substring(1).split("/", -1)) {
            target.append('/').append(part.startsWith("{") ? encoded(text()) : part);
        }
        target.append(query(operation));
        return new Request(
                operation.method(),
                target.toString(),
                TOKENS.get(random.nextInt(TOKENS.size())),
                ByteBuffer.wrap(body(operation)));
    }

    private String query(Operation operation) {
        List<String> pairs = new ArrayList<>();
        for (JsonNode list : List.of(operation.item(), operation.fields())) {
            list.path("parameters").forEach(it -> {
                JsonNode parameter = contract.resolved(it);
                if (parameter.path("in").asText().equals("query") && random.nextInt(3) == 0) {
                    pairs.add(parameter.path("name").asText() + "=" + encoded(value(parameter.path("schema"))));
                }
            });
        }
        if (random.nextInt(20) == 0) {
            pairs.add(encoded(text()) + "=" + encoded(text()));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private String value(JsonNode schema) {
        JsonNode words = contract.resolved(schema).path("enum");
        return words.isArray() && random.nextBoolean()
                ? words.get(random.nextInt(words.size())).asText()
                : text();
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.isEmpty() || encoded.equals(".") || encoded.equals("..") ? "x" : encoded;
    }

    private byte[] body(Operation operation) {
        JsonNode schema =
                contract.resolved(operation.fields().path("requestBody")).at("/content/application~1json/schema");
        if (schema.isMissingNode() && random.nextInt(10) > 0) {
            return new byte[0];
        }
        String json = switch (random.nextInt(12)) {
            case 0 -> "[".repeat(5_000);
            case 1 -> "{\"a\": 1e999, \"a\": -0}";
            case 2 -> "{\"userName\": \"" + "y".repeat(100_000) + "\"}";
            case 3 -> "{\"name\": \"\\ud800\", \"desc\": \"\\u0000\"}";
            default -> object(contract.resolved(schema), 0).toString();
        };
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(15)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> flipped(bytes);
            default -> bytes;
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        if (other.length > 0) {
            other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return other;
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(field -> {
            if (random.nextInt(4) > 0) {
                String name = random.nextInt(6) == 0 ? field.getKey().toUpperCase(Locale.ROOT) : field.getKey();
                object.set(name, field(field.getKey(), contract.resolved(field.getValue()), depth));
            }
        });
        return object;
    }

    private JsonNode field(String name, JsonNode schema, int depth) {
        if (name.toLowerCase(Locale.ROOT).endsWith("yamlraw") && random.nextBoolean()) {
            return JSON.textNode(Api.base64(text()));
        }
        boolean isRight = random.nextInt(4) > 0;
        if (isRight && schema.path("type").asText().equals("object")) {
            return depth > 3 ? JSON.objectNode() : object(schema, depth + 1);
        }
        return isRight ? JSON.textNode(value(schema)) : odd();
    }

    private JsonNode odd() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(random.nextDouble());
            case 4 -> new ArrayNode(JSON).add(text()).add(random.nextInt());
            case 5 -> JSON.objectNode().put(text(), text());
            case 6 -> JSON.objectNode();
            case 7 -> JSON.textNode("z".repeat(random.nextInt(200_000)));
            default -> JSON.textNode(text());
        };
    }
}
