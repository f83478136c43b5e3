package io.millrace.pipeline.definition;

import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.InOrder;
import io.millrace.pipeline.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline as written.
 *
 * @param at place for problems of the whole
 * @param parallelism as written; its fraction is cut off later
 */
public record PipelineDefinition(
        Span at,
        Optional<Marked<String>> name,
        Optional<Marked<String>> dockerEnv,
        Map<String, NodeDefinition> entryPoints,
        Map<String, NodeDefinition> components,
        Map<String, NodeDefinition> postProcess,
        CacheDefinition cache,
        Optional<Marked<Double>> parallelism,
        Optional<Marked<String>> disabled,
        Optional<FailureStrategy> strategy,
        Optional<MountDefinition> mainFs,
        List<MountDefinition> extraFs) {
    public PipelineDefinition {
        entryPoints = InOrder.copyOf(entryPoints);
        components = InOrder.copyOf(components);
        postProcess = InOrder.copyOf(postProcess);
        extraFs = List.copyOf(extraFs);
    }

    /** With other nodes. */
    public PipelineDefinition withNodes(Map<String, NodeDefinition> entries, Map<String, NodeDefinition> post) {
        return new PipelineDefinition(
                at,
                name,
                dockerEnv,
                entries,
                components,
                post,
                cache,
                parallelism,
                disabled,
                strategy,
                mainFs,
                extraFs);
    }
}
