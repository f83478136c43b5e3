package io.millrace.pipeline;

import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What became of a pipeline text.
 *
 * @param plan present exactly when no problem is an error
 * @param problems errors and warnings in the order of the text
 */
public record Compiled(Optional<Plan> plan, List<Problem> problems) {
    public Compiled {
        problems = List.copyOf(problems);
    }

    /** The problems that keep the pipeline from running. */
    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }
}
