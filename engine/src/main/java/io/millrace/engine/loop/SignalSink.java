package io.millrace.engine.loop;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.Signal;

/** Takes signals for runs. */
@FunctionalInterface
interface SignalSink {
    /** Brings {@code signal} to {@code run}, waiting while the engine has too much to do. */
    void accept(RunId run, Signal signal);
}
