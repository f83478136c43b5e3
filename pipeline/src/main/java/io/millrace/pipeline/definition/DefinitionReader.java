package io.millrace.pipeline.definition;

import io.millrace.pipeline.document.Mapping;
import io.millrace.pipeline.grammar.FormCheck;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import java.util.Optional;

/** Turns a tree of values into a pipeline, reporting every place where the form is wrong. */
public final class DefinitionReader {
    private DefinitionReader() {}

    /** Reads as much as can be read. */
    public static PipelineDefinition read(Mapping root, boolean json, Problems problems) {
        new FormCheck(problems, json).pipeline(root);
        Fields fields = new Fields(root, Grammar.PIPELINE, json);
        NodeReader nodes = new NodeReader(problems, json, JobDefaults.of(fields));
        return new PipelineDefinition(
                place(root),
                fields.text("name").filter(name -> !name.value().isEmpty()),
                fields.text("docker_env").filter(image -> !image.value().isEmpty()),
                nodes.nodes(fields.map("entry_points"), "entry_points"),
                nodes.nodes(fields.map("components"), "components"),
                nodes.nodes(fields.map("post_process"), "post_process"),
                StorageReader.cache(fields),
                fields.number("parallelism"),
                fields.text("disabled"),
                strategy(fields),
                StorageReader.mainFs(fields),
                StorageReader.extraFs(fields));
    }

    private static Span place(Mapping root) {
        return root.entries().isEmpty()
                ? root.span().start()
                : root.entries().getFirst().key().span();
    }

    private static Optional<FailureStrategy> strategy(Fields fields) {
        return fields.map("failure_options")
                .flatMap(map -> fields.inside(map, Grammar.FAILURE_OPTIONS).text("strategy"))
                .flatMap(word -> FailureStrategy.of(word.value()));
    }
}
