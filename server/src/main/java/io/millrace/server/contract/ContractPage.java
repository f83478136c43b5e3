package io.millrace.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The contract as one HTML page without scripts, which loads nothing: it works wherever the server does. */
final class ContractPage {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "delete");
    private static final String STYLE = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
        nav{columns:3 14rem}nav a{display:block}code,pre{font-family:ui-monospace,monospace;font-size:.9em}
        pre{background:#f5f5f2;padding:.6rem;overflow:auto}h3{margin:1.6rem 0 .2rem}h3 code{font-size:1rem}
        .m{display:inline-block;min-width:4.5rem;font-size:.8em}table{border-collapse:collapse;width:100%}
        td,th{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #8884}
        @media(prefers-color-scheme:dark){body{background:#181816;color:#ddd}pre{background:#242422}a{color:#8bf}}
        """;

    private final StringBuilder html = new StringBuilder(64_000);
    private final Contract contract;
    private final JsonNode document;

    private ContractPage(Contract contract) {
        this.contract = contract;
        this.document = contract.document();
    }

    static String of(Contract contract) {
        return new ContractPage(contract).render();
    }

    private record Operation(String method, String path, JsonNode fields) {}

    private String render() {
        add("<!doctype html><html lang=en><meta charset=utf-8><title>Millrace API</title>");
        add("<meta name=viewport content='width=device-width'><style>" + STYLE + "</style>");
        add("<h1>Millrace API</h1><p>" + prose(document.at("/info/description")));
        add("<p>For programs: <a href=openapi.yaml>openapi.yaml</a>.");
        Map<String, List<Operation>> byTag = byTag();
        contents(byTag);
        byTag.forEach(this::section);
        add("<h2 id=schemas>Schemas</h2>");
        document.at("/components/schemas").properties().forEach(schema -> {
            String name = escaped(schema.getKey());
            add("<h3 id='schema-%s'><code>%s</code></h3>".formatted(name, name));
            schema(schema.getValue());
        });
        return html.append("</html>\n").toString();
    }

    /** The operations by their tags, in the order of the document's list of tags. */
    private Map<String, List<Operation>> byTag() {
        Map<String, List<Operation>> byTag = new LinkedHashMap<>();
        document.path("tags").forEach(tag -> byTag.put(tag.path("name").asText(), new ArrayList<>()));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> byTag.computeIfAbsent(
                                        method.getValue().at("/tags/0").asText(), tag -> new ArrayList<>())
                                .add(new Operation(
                                        method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        byTag.values().removeIf(List::isEmpty);
        return byTag;
    }

    private void contents(Map<String, List<Operation>> byTag) {
        add("<nav>");
        byTag.values().stream()
                .flatMap(List::stream)
                .map(Operation::fields)
                .forEach(it -> add("<a href='#%s'>%s</a>"
                        .formatted(escaped(it.path("operationId").asText()), prose(it.path("summary")))));
        add("<a href='#schemas'>Schemas</a></nav>");
    }

    private void section(String tag, List<Operation> operations) {
        add("<h2>%s</h2>".formatted(escaped(tag)));
        operations.forEach(this::operation);
    }

    private void operation(Operation operation) {
        JsonNode fields = operation.fields();
        add("<h3 id='%s'><span class=m>%s</span> <code>%s</code></h3>"
                .formatted(
                        escaped(fields.path("operationId").asText()), operation.method(), escaped(operation.path())));
        add("<p>%s. %s".formatted(prose(fields.path("summary")), prose(fields.path("description"))));
        if (fields.path("security").isArray() && fields.path("security").isEmpty()) {
            add("<p>Needs no token.");
        }
        parameters(operation);
        content("Body", contract.resolved(fields.path("requestBody")));
        fields.path("responses").properties().stream()
                .filter(response -> !response.getKey().equals("default"))
                .forEach(response -> content(response.getKey(), contract.resolved(response.getValue())));
        List<String> codes = new ArrayList<>();
        fields.path("x-error-codes").forEach(code -> codes.add("<code>%s</code>".formatted(escaped(code.asText()))));
        if (!codes.isEmpty()) {
            add("<p>Errors: " + String.join(", ", codes));
        }
    }

    private void parameters(Operation operation) {
        List<JsonNode> all = new ArrayList<>();
        document.path("paths").path(operation.path()).path("parameters").forEach(all::add);
        operation.fields().path("parameters").forEach(all::add);
        if (all.isEmpty()) {
            return;
        }
        add("<table><tr><th>parameter<th>in<th>what");
        all.stream()
                .map(contract::resolved)
                .forEach(it -> add("<tr><td><code>%s</code><td>%s<td>%s <code>%s</code>"
                        .formatted(
                                prose(it.path("name")),
                                prose(it.path("in")),
                                prose(it.path("description")),
                                inline(contract.resolved(it.path("schema"))))));
        add("</table>");
    }

    private static String inline(JsonNode schema) {
        return schema.properties().stream()
                .map(field -> escaped(field.getKey() + ": " + field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void content(String title, JsonNode holder) {
        if (holder.isMissingNode()) {
            return;
        }
        add("<p><b>%s</b> %s".formatted(escaped(title), prose(holder.path("description"))));
        holder.path("content").properties().forEach(body -> {
            add(" <code>%s</code>".formatted(escaped(body.getKey())));
            schema(body.getValue().path("schema"));
        });
    }

    private void schema(JsonNode schema) {
        add("<pre>%s</pre>".formatted(linked(escaped(Contract.yaml(schema)))));
    }

    /** References lead to where the schema is on the page. */
    private static String linked(String yaml) {
        return yaml.replaceAll(
                "[\"']?[$]ref[\"']?: &quot;#/components/schemas/(\\w+)&quot;|[$]ref: '#/components/schemas/(\\w+)'",
                "<a href='#schema-$1$2'>$1$2</a>");
    }

    private void add(String text) {
        html.append(text).append('\n');
    }

    private static String prose(JsonNode markdown) {
        return escaped(markdown.asText())
                .replaceAll("`([^`]*)`", "<code>$1</code>")
                .replace("\n\n", "<p>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
