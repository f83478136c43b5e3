package io.millrace.engine;

import io.millrace.engine.core.RunInput;
import io.millrace.engine.record.RunRecord;

/** Rebuilds what a run was created with from its stored texts. Safe for use by many threads. */
@FunctionalInterface
public interface RunInputs {
    /**
     * The same input as at the creation of the run.
     *
     * @throws MillraceException when this version of Millrace cannot read it
     */
    RunInput of(RunRecord run);
}
