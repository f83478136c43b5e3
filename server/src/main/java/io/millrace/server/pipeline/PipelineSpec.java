package io.millrace.server.pipeline;

import io.millrace.engine.registry.Pipeline.Source;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Fields;
import io.millrace.server.run.PipelineDraft;
import io.millrace.server.run.PipelineText;
import io.millrace.server.run.Storages;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a request to register a pipeline, or another version of it, says.
 *
 * @param name that the version has
 */
record PipelineSpec(String name, String description, Source source) {
    private static final int LONGEST_DESCRIPTION = 256;
    private static final String DEFAULT_PATH = "./run.yaml";

    /**
     * Reads and proves it.
     *
     * @throws io.millrace.server.http.ApiException with everything that is wrong
     */
    static PipelineSpec of(Fields body, Caller caller, Storages storages) {
        String description = body.text("desc");
        if (description.getBytes(StandardCharsets.UTF_8).length > LONGEST_DESCRIPTION) {
            throw ApiCode.INVALID_ARGUMENTS.because("desc is longer than %d bytes".formatted(LONGEST_DESCRIPTION));
        }
        String owner = caller.isRoot() && !body.text("username").isEmpty() ? body.text("username") : caller.name();
        String storage = body.text("fsName");
        String path = body.text("yamlPath");
        String text;
        if (body.text("yamlRaw").isEmpty()) {
            require(!storage.isEmpty(), "say where the pipeline is: yamlRaw, or yamlPath in fsName");
            path = path.isEmpty() ? DEFAULT_PATH : path;
            text = storages.text(owner, storage, path);
        } else {
            require(
                    storage.isEmpty() && path.isEmpty(),
                    "yamlRaw is the pipeline itself: leave out fsName and yamlPath");
            text = PipelineText.decoded(body.text("yamlRaw"), ApiCode.DECODE_BASE64);
        }
        Plan plan = PipelineDraft.of(text, body.text("name"), storage).plan(ApiCode.INVALID_PIPELINE);
        List<String> needed = List.copyOf(PlannedSteps.storages(plan));
        needed.forEach(name -> storages.root(owner, name));
        return new PipelineSpec(
                plan.name(), description, new Source(storage, path, text, PipelineText.md5(text), needed));
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw ApiCode.INVALID_ARGUMENTS.because(otherwise);
        }
    }
}
