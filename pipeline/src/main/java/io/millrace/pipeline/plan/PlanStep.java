package io.millrace.pipeline.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node that executes a command.
 *
 * @param command for {@code sh -c}; may be empty
 * @param env environment of the step, in the order of the definition, without the variables that the engine adds
 * @param image container image; empty text: none named
 * @param outputs names of the output artifacts
 * @param extraFs storages mounted beside the main one, the step's own first, then the pipeline's
 * @param retry what to do when an attempt fails
 * @param timeout limit on the duration of one attempt
 */
public record PlanStep(
        Head head,
        Template command,
        Map<String, Template> env,
        String image,
        List<String> outputs,
        List<Mount> extraFs,
        CachePolicy cache,
        RetryPolicy retry,
        Optional<Duration> timeout,
        Resources resources)
        implements PlanNode {
    public PlanStep {
        env = InOrder.copyOf(env);
        outputs = List.copyOf(outputs);
        extraFs = List.copyOf(extraFs);
    }
}
