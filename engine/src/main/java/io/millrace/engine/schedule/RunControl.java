package io.millrace.engine.schedule;

import io.millrace.engine.MillraceException;
import io.millrace.engine.core.RunId;

/** What a scheduler asks of the engine. Called on the thread of the scheduler. */
public interface RunControl {
    /**
     * Begins a stored run. When it does not come to that, the next start of the engine does it.
     *
     * @throws MillraceException when the engine does not work any more
     */
    void begin(RunId run);

    /**
     * Asks a run to end.
     *
     * @throws MillraceException when it ended meanwhile, is being stopped already, or the engine does not work any more
     */
    void stop(RunId run);
}
