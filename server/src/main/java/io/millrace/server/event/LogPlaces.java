package io.millrace.server.event;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.Optional;

/**
 * Ids of lines in a stream. In the log of the first attempt of the step itself they are offsets in bytes; the number of a
 * later attempt, and of a step that stands for it, is put before them, so that a client never goes on in one log where it
 * was in another.
 */
record LogPlaces(long before) {
    /** Larger than any log: a terabyte. */
    private static final long LARGEST = 1_000_000_000_000L;

    /** Attempts with logs of their own ids. */
    private static final int ATTEMPTS = 1000;

    private static final long OF_STEP = ATTEMPTS * LARGEST;

    /** With it an id has 18 digits at most. */
    private static final int MOST = 998;

    /** Those of the log of {@code maker}, shown for the step at {@code path} of {@code run}. */
    static LogPlaces of(RunId run, String path, NodeRow maker) {
        boolean own = maker.run().equals(run) && maker.path().equals(path);
        long number = 1L + Math.floorMod(maker.run().number() * 31 + maker.node(), MOST);
        return new LogPlaces(own ? 0 : number * OF_STEP);
    }

    long id(int attempt, long offset) {
        return before + (attempt - 1) % ATTEMPTS * LARGEST + offset;
    }

    /** Where a line begins. */
    record Place(int attempt, long offset) {}

    /** Of the line with an id; empty when it is of the log of another step. */
    Optional<Place> place(long id) {
        long within = id - before;
        return within >= 0 && within < OF_STEP
                ? Optional.of(new Place((int) (within / LARGEST) + 1, within % LARGEST))
                : Optional.empty();
    }
}
