package io.millrace.cli;

import io.millrace.pipeline.problem.Problem;
import java.util.List;

/** Prints what is wrong with a pipeline. */
final class ProblemPrinter {
    private static final int MOST = 50;

    private ProblemPrinter() {}

    static void print(Context context, List<Problem> problems) {
        for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
            context.err().print(problem.render());
        }
        if (problems.size() > MOST) {
            context.err().println("... and %d more problems".formatted(problems.size() - MOST));
        }
        context.err().flush();
    }
}
