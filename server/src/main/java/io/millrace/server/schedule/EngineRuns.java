package io.millrace.server.schedule;

import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.schedule.RunControl;

/** The engine as a scheduler sees it. */
public record EngineRuns(Engine engine) implements RunControl {

    @Override
    public void begin(RunId run) {
        engine.recover(run);
    }

    @Override
    public void stop(RunId run) {
        engine.stop(run, false);
    }
}
