package io.millrace.pipeline.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Problems for programs. */
public final class ProblemJson {
    private ProblemJson() {}

    /** A field {@code problems}, a list with an object for each. */
    public static void problems(JsonGenerator json, List<Problem> problems) throws IOException {
        json.writeArrayFieldStart("problems");
        for (Problem problem : problems) {
            write(json, problem);
        }
        json.writeEndArray();
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
