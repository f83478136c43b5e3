package io.millrace.server.run;

import io.millrace.engine.MillraceException;
import io.millrace.engine.core.RunInput;

/** Looks at a run before it exists. */
@FunctionalInterface
public interface Admission {
    /**
     * Refuses a run that the executor could not run.
     *
     * @throws MillraceException NOT_RUNNABLE, with the step, the reason and the remedy
     */
    void require(RunInput input);
}
