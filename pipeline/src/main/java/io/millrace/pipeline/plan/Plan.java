package io.millrace.pipeline.plan;

import java.util.Optional;

/**
 * The immutable graph that a run executes.
 *
 * @param name effective pipeline name, the request's override applied; part of artifact paths
 * @param root the implicit outermost DAG, whose children are the entry points
 * @param postProcess the step that runs after the entry points, whatever became of them
 * @param parallelism steps of one run that may be between start and end at a time, 1 to 20
 * @param dockerEnv container image of steps that name none; empty text: none named
 * @param mainFs the storage for artifacts, mounted first in every step; empty: none
 */
public record Plan(
        String name,
        PlanDag root,
        Optional<PlanStep> postProcess,
        int parallelism,
        FailureStrategy failureStrategy,
        Optional<Mount> mainFs,
        String dockerEnv) {

    /** The same, but a failed step only gives up what depends on it. */
    public Plan goingOn() {
        return new Plan(name, root, postProcess, parallelism, FailureStrategy.CONTINUE, mainFs, dockerEnv);
    }
}
