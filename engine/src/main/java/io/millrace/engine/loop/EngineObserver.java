package io.millrace.engine.loop;

import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.List;
import java.util.Optional;

/** Sees what became durable. Called on the thread of the loop, in order; must return quickly. */
public interface EngineObserver {

    /**
     * Something of a run was committed.
     *
     * @param events in order
     * @param row the run's row when it changed
     * @param nodes rows of the nodes that changed
     */
    void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes);

    /** A bug ended a run; its row says so from now on. */
    void broken(RunRow row, RuntimeException bug);

    /** The store refuses to take anything; the engine stands still and tries again. */
    void storeFailing(String message);
}
