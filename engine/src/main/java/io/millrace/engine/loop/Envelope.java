package io.millrace.engine.loop;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.Signal;

/** A signal and the run it is for. */
record Envelope(RunId run, Signal signal) {}
