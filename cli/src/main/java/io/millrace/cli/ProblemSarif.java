package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.pipeline.catalogue.Catalogue;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Location;
import io.millrace.pipeline.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Problems in the Static Analysis Results Interchange Format 2.1.0, as code hosts and editors read it. */
final class ProblemSarif {
    private ProblemSarif() {}

    static String log(List<ValidateCommand.Checked> results) {
        return Output.json(json -> {
            json.writeStartObject();
            json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            tool(json, results);
            json.writeStringField("columnKind", "unicodeCodePoints");
            json.writeArrayFieldStart("results");
            for (ValidateCommand.Checked result : results) {
                for (Problem problem : result.problems()) {
                    result(json, result.file(), problem);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void tool(JsonGenerator json, List<ValidateCommand.Checked> results) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "millrace");
        json.writeStringField("version", Version.ofMillrace());
        json.writeArrayFieldStart("rules");
        for (Code code : used(results)) {
            json.writeStartObject();
            json.writeStringField("id", code.id());
            json.writeObjectFieldStart("shortDescription");
            json.writeStringField("text", code.title());
            json.writeEndObject();
            json.writeObjectFieldStart("fullDescription");
            json.writeStringField("text", Catalogue.page(code).explanation().strip());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Set<Code> used(List<ValidateCommand.Checked> results) {
        return results.stream()
                .flatMap(result -> result.problems().stream())
                .map(Problem::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The path as a relative reference, its odd characters escaped. */
    private static String uri(String file) {
        try {
            return new URI(null, null, file, null).getRawPath();
        } catch (URISyntaxException e) {
            return URLEncoder.encode(file, StandardCharsets.UTF_8);
        }
    }

    private static void result(JsonGenerator json, String file, Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", problem.code().id());
        json.writeStringField("level", problem.isError() ? "error" : "warning");
        json.writeObjectFieldStart("message");
        String fix = problem.fix().map(it -> "; " + it.text()).orElse("");
        json.writeStringField("text", problem.message() + fix);
        json.writeEndObject();
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(file));
        json.writeEndObject();
        if (problem.at().isPresent()) {
            Location at = problem.at().get();
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", at.line());
            json.writeNumberField("startColumn", at.column());
            json.writeNumberField("endLine", at.span().endLine());
            json.writeNumberField("endColumn", at.span().endColumn());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
