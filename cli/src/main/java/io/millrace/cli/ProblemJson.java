package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.pipeline.problem.Location;
import io.millrace.pipeline.problem.Problem;
import java.io.IOException;
import java.util.List;

/** Problems as JSON: an array, one object a file. */
final class ProblemJson {
    private ProblemJson() {}

    static String array(List<ValidateCommand.Checked> results) {
        return Output.json(json -> {
            json.writeStartArray();
            for (ValidateCommand.Checked result : results) {
                json.writeStartObject();
                json.writeStringField("file", result.file());
                json.writeBooleanField("valid", result.valid());
                json.writeArrayFieldStart("problems");
                for (Problem problem : result.problems()) {
                    write(json, problem);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", problem.code().id());
        json.writeStringField("severity", problem.severity().word());
        json.writeStringField("message", problem.message());
        json.writeStringField("path", problem.path());
        if (problem.at().isPresent()) {
            Location at = problem.at().get();
            json.writeNumberField("line", at.line());
            json.writeNumberField("column", at.column());
        }
        if (problem.fix().isPresent()) {
            json.writeStringField("fix", problem.fix().get().text());
        }
        json.writeEndObject();
    }
}
