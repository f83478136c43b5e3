package io.millrace.engine.core;

import io.millrace.pipeline.plan.PlanParameter;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.Resources;
import io.millrace.pipeline.plan.Template;
import io.millrace.pipeline.plan.Template.Ref;
import io.millrace.pipeline.plan.Value;
import java.util.Map;
import java.util.Optional;

/**
 * What queue and flavour of a step mean for a run, settled when the run is created: a flavour that changes later changes
 * nothing for it.
 *
 * @param defaultQueue the queue of steps that name none; empty: queues mean nothing to this run
 * @param flavours the flavours that its steps name
 */
public record Capacity(String defaultQueue, Map<String, Resources> flavours) {
    /** Queues and flavours mean nothing: so it is for runs of one user's own engine. */
    public static final Capacity NONE = new Capacity("", Map.of());

    private static final String QUEUE = "PF_JOB_QUEUE_NAME";
    private static final String FLAVOUR = "PF_JOB_FLAVOUR";

    public Capacity {
        flavours = Map.copyOf(flavours);
    }

    /** What an attempt of a step takes. */
    public Demand demandOf(PlanStep step) {
        if (defaultQueue.isEmpty()) {
            return new Demand("", step.resources());
        }
        Resources flavour = flavour(step).map(flavours::get).orElse(Resources.UNLIMITED);
        Resources own = step.resources();
        return new Demand(
                queue(step).orElse(defaultQueue),
                new Resources(
                        own.cpu().isPresent() ? own.cpu() : flavour.cpu(),
                        own.memory().isPresent() ? own.memory() : flavour.memory(),
                        own.gpu().isPresent() ? own.gpu() : flavour.gpu()));
    }

    /** The queue that a step names; empty when it names none, or one that only its run could tell. */
    public static Optional<String> queue(PlanStep step) {
        return fixed(step, QUEUE);
    }

    /** The flavour that a step names; empty when it names none, or one that only its run could tell. */
    public static Optional<String> flavour(PlanStep step) {
        return fixed(step, FLAVOUR);
    }

    /** Whether a step names a queue or flavour that only its run could tell. */
    public static boolean isOpen(PlanStep step) {
        return (named(step, QUEUE) && queue(step).isEmpty())
                || (named(step, FLAVOUR) && flavour(step).isEmpty());
    }

    private static boolean named(PlanStep step, String variable) {
        Template value = step.env().get(variable);
        return value != null && !value.equals(Template.of(""));
    }

    private static Optional<String> fixed(PlanStep step, String variable) {
        return Optional.ofNullable(step.env().get(variable))
                .flatMap(value -> text(step, value))
                .filter(text -> !text.isEmpty());
    }

    private static Optional<String> text(PlanStep step, Template value) {
        boolean known = value.parts().stream()
                .allMatch(part ->
                        part instanceof Template.Fixed || parameter(step, part).isPresent());
        return known
                ? Optional.of(
                        value.resolve(ref -> parameter(step, ref).orElseThrow()).text())
                : Optional.empty();
    }

    private static Optional<Value> parameter(PlanStep step, Template.Part part) {
        if (part instanceof Ref.Own(String name)) {
            return Optional.ofNullable(step.head().parameters().get(name))
                    .map(PlanParameter::value)
                    .filter(Template::isFixed)
                    .map(fixed -> fixed.resolve(ref -> new Value.Text("")));
        }
        return Optional.empty();
    }
}
