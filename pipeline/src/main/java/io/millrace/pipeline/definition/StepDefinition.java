package io.millrace.pipeline.definition;

import io.millrace.pipeline.plan.InOrder;
import io.millrace.pipeline.plan.Resources;
import io.millrace.pipeline.plan.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step as written.
 *
 * @param reference name of the component that it stands for; empty: it is a step of its own
 */
public record StepDefinition(
        Head head,
        Optional<Marked<String>> command,
        Optional<Marked<String>> dockerEnv,
        Map<String, NamedText> env,
        CacheDefinition cache,
        List<MountDefinition> extraFs,
        Optional<Marked<String>> reference,
        RetryPolicy retry,
        Optional<Duration> timeout,
        Resources resources)
        implements NodeDefinition {
    public StepDefinition {
        env = InOrder.copyOf(env);
        extraFs = List.copyOf(extraFs);
    }

    @Override
    public StepDefinition with(Head other) {
        return new StepDefinition(other, command, dockerEnv, env, cache, extraFs, reference, retry, timeout, resources);
    }
}
