package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.pipeline.problem.Location;
import io.millrace.pipeline.problem.Problem;
import java.io.IOException;
import java.util.List;

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
            tool(json);
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

    private static void tool(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "millrace");
        json.writeStringField("version", Version.ofMillrace());
        json.writeEndObject();
        json.writeEndObject();
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
        json.writeStringField("uri", file);
        json.writeEndObject();
        if (problem.at().isPresent()) {
            Location at = problem.at().get();
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", at.line());
            json.writeNumberField("startColumn", at.column());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
