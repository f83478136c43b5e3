package io.millrace.pipeline.check;

import io.millrace.pipeline.definition.Components;
import io.millrace.pipeline.definition.DagDefinition;
import io.millrace.pipeline.definition.Marked;
import io.millrace.pipeline.definition.NodeDefinition;
import io.millrace.pipeline.definition.PipelineDefinition;
import io.millrace.pipeline.definition.StepDefinition;
import io.millrace.pipeline.problem.Code;
import io.millrace.pipeline.problem.Problems;
import io.millrace.pipeline.source.Span;
import java.util.Optional;

/** The step that runs at the end stands alone: it cannot depend on others, wait, loop or be reused. */
final class PostProcessCheck {
    private final Problems problems;
    private final Components components;

    PostProcessCheck(Problems problems, Components components) {
        this.problems = problems;
        this.components = components;
    }

    void check(PipelineDefinition pipeline) {
        int index = 0;
        for (NodeDefinition node : pipeline.postProcess().values()) {
            if (index++ > 0) {
                problems.error(
                        Code.POST_PROCESS_COUNT,
                        node.head().key(),
                        node.head().path(),
                        "post_process has more than one step; put further commands into the first");
            }
            if (pipeline.entryPoints().containsKey(node.name())) {
                problems.error(
                        Code.POST_PROCESS_NAME,
                        node.head().key(),
                        node.head().path(),
                        "the post_process step has the name of the entry point '%s'".formatted(node.name()));
            }
            if (node instanceof StepDefinition step) {
                step(step);
            }
        }
    }

    private void step(StepDefinition step) {
        NodeDefinition.Head own = step.head();
        own.deps().stream().findFirst().ifPresent(dep -> refuse(own, dep.span(), "deps"));
        own.inputs().values().stream().findFirst().ifPresent(input -> refuse(own, input.key(), "artifacts.input"));
        own.condition().ifPresent(condition -> refuse(own, condition.span(), "condition"));
        own.loop().ifPresent(loop -> refuse(own, loop.at(), "loop_argument"));
        step.cache().enable().filter(Marked::value).ifPresent(on -> refuse(own, on.span(), "cache.enable"));
        step.reference()
                .ifPresent(reference -> components.resolve(step).ifPresent(target -> target(own, reference, target)));
    }

    private void target(NodeDefinition.Head own, Marked<String> reference, NodeDefinition target) {
        if (target instanceof DagDefinition) {
            problems.error(
                    Code.POST_PROCESS_KEY,
                    reference.span(),
                    own.path() + ".reference",
                    "post_process must be a step, but the component '%s' is a DAG".formatted(reference.value()));
        }
        target.head().condition().ifPresent(condition -> refuse(own, reference.span(), "condition"));
        target.head().loop().ifPresent(loop -> refuse(own, reference.span(), "loop_argument"));
        Optional<String> input = target.head().inputs().keySet().stream().findFirst();
        input.filter(name -> own.inputs().isEmpty())
                .ifPresent(name -> refuse(own, reference.span(), "artifacts.input"));
    }

    private void refuse(NodeDefinition.Head own, Span at, String what) {
        problems.error(
                Code.POST_PROCESS_KEY,
                at,
                own.path() + "." + what,
                "the post_process step '%s' cannot have '%s'".formatted(own.name(), what));
    }
}
