package io.millrace.cli.view;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.List;

/** Shows one run while it goes on. Called on the thread of the engine's loop, in order; returns quickly. */
public interface RunView extends AutoCloseable {

    /**
     * The run exists; everything about it follows.
     *
     * @param steps paths of the steps of its plan; empty when they are not known
     */
    void created(RunId run, String pipeline, List<String> steps);

    /** Nodes have a new state. */
    void nodes(List<NodeRow> rows);

    /** The run has a new state. */
    void run(RunRow row);

    /** Something went wrong around the run that the run goes on in spite of. */
    void notice(String text);

    /** Stops drawing; the terminal is as before. */
    @Override
    void close();
}
