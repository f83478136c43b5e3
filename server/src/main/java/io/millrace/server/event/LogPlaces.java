package io.millrace.server.event;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.Optional;

/**
 * Ids of lines in a stream. In the log of the step itself they are offsets in bytes; in that of a step that stands for it a
 * number of that step is put before them, so that a client never goes on in one log where it was in another.
 */
record LogPlaces(long before) {
    /** Larger than any log. */
    private static final long LARGEST = 1_000_000_000_000_000L;

    /** With it an id has 18 digits at most. */
    private static final int MOST = 998;

    /** Those of the log of {@code maker}, shown for the step at {@code path} of {@code run}. */
    static LogPlaces of(RunId run, String path, NodeRow maker) {
        boolean own = maker.run().equals(run) && maker.path().equals(path);
        long number = 1L + Math.floorMod(maker.run().number() * 31 + maker.node(), MOST);
        return new LogPlaces(own ? 0 : number * LARGEST);
    }

    long id(long offset) {
        return before + offset;
    }

    /** Where a line begins; empty when the id is of another log. */
    Optional<Long> offset(long id) {
        return id >= before && id < before + LARGEST ? Optional.of(id - before) : Optional.empty();
    }
}
