package io.millrace.engine.core;

/** Where a step iteration is on its way; finer than its status. */
enum StepPhase {
    /** Waits for one of the run's places. */
    QUEUED,
    /** Holds a place, waits for the content of files that its condition names. */
    READING,
    /** Holds a place, waits for the answer of the cache. */
    CHECKING,
    /** Holds a place, waits for an executor slot. */
    ASKING,
    /** Its current attempt was given to the executor and has not ended. */
    ATTEMPTING,
    /** Holds a place, waits until its next attempt is due. */
    BACKING_OFF,
    DONE;

    /** Whether a step in this phase takes one of the places that {@code parallelism} counts. */
    boolean holdsPlace() {
        return switch (this) {
            case QUEUED, DONE -> false;
            case READING, CHECKING, ASKING, ATTEMPTING, BACKING_OFF -> true;
        };
    }
}
