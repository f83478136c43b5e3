package io.millrace.engine;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.time.Instant;

/** Hears what becomes of attempts. Called from threads of the executor; returns at once. Repeats do no harm. */
public interface ExecutorListener {
    /** A process of the attempt exists since {@code at}. May be left out when the end is known already. */
    void started(AttemptId attempt, Instant at);

    /** Nothing of the attempt runs any more. */
    void ended(AttemptId attempt, Exit exit, Instant at);
}
