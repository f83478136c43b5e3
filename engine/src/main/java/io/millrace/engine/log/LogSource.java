package io.millrace.engine.log;

import io.millrace.engine.record.NodeRow;
import java.util.Optional;

/**
 * Whose log stands for a step: its own, that of the step whose result it took over, or that of the step it waits for.
 *
 * @param step the step that writes or wrote the log; empty: it is known no more
 * @param note for people, when it is not the step's own; empty text otherwise
 */
public record LogSource(Optional<NodeRow> step, String note) {

    /** Whether it is the log of the same step. */
    public boolean isThatOf(LogSource other) {
        return step.isPresent() == other.step.isPresent()
                && step.map(row -> row.run().equals(other.step.orElseThrow().run())
                                && row.node() == other.step.orElseThrow().node())
                        .orElse(true);
    }
}
