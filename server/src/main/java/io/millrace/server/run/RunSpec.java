package io.millrace.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.request.ParameterInput;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request to create a run says; empty texts: nothing.
 *
 * @param owner the user whose storage is meant
 * @param rawYaml the pipeline itself, base64
 * @param yamlPath where the pipeline is in the storage
 */
record RunSpec(
        String storage,
        String owner,
        String name,
        String description,
        String entry,
        Map<String, ParameterInput> parameters,
        String dockerEnv,
        String disabled,
        Optional<FailureStrategy> failureStrategy,
        String rawYaml,
        String pipeline,
        String version,
        String yamlPath) {

    static RunSpec of(Fields body) {
        return new RunSpec(
                body.text("fsName"),
                body.text("username"),
                body.text("name"),
                body.text("desc"),
                body.text("entry"),
                parameters(body),
                body.text("dockerEnv"),
                body.text("disabled"),
                body.object("failureOptions").flatMap(RunSpec::strategy),
                body.text("runYamlRaw"),
                body.text("pipelineID"),
                body.text("pipelineVersionID"),
                body.text("runYamlPath"));
    }

    /** What a body that is the pipeline itself says beside it. */
    static RunSpec beside(JsonNode body) {
        String description = body.path("description").asText(body.path("desc").asText(""));
        return new RunSpec(
                "",
                body.path("username").asText(body.path("userName").asText("")),
                "",
                description,
                "",
                Map.of(),
                "",
                "",
                Optional.empty(),
                "",
                "",
                "",
                "");
    }

    /** A pipeline that is not run now. */
    static RunSpec named(String name, String storage) {
        return new RunSpec(storage, "", name, "", "", Map.of(), "", "", Optional.empty(), "", "", "", "");
    }

    /** The run of a registered pipeline. */
    static RunSpec of(String owner, String pipeline, String version, String name, String description) {
        return new RunSpec(
                "", owner, name, description, "", Map.of(), "", "", Optional.empty(), "", pipeline, version, "");
    }

    private static Map<String, ParameterInput> parameters(Fields body) {
        Map<String, ParameterInput> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter : body.values("parameters").entrySet()) {
            JsonNode value = parameter.getValue();
            parameters.put(
                    parameter.getKey(),
                    value.isTextual()
                            ? new ParameterInput.Text(value.textValue())
                            : new ParameterInput.Json(value.toString()));
        }
        return parameters;
    }

    private static Optional<FailureStrategy> strategy(Fields options) {
        String word = options.text("strategy");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(FailureStrategy.of(word)
                .orElseThrow(() -> ApiCode.INVALID_PIPELINE.because(
                        "failureOptions.strategy is fail_fast or continue, not '%s'".formatted(word))));
    }
}
