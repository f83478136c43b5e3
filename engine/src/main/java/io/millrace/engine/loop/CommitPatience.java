package io.millrace.engine.loop;

import io.millrace.engine.StoreException;
import java.time.Duration;

/** How long the engine stands still while the store refuses to take a commit: a full disk is often made room on. */
@FunctionalInterface
interface CommitPatience {
    /**
     * Waits before the next try.
     *
     * @param failures tries that failed before this one
     * @throws StoreException {@code cause}, when no further try is wanted
     */
    void await(int failures, StoreException cause) throws InterruptedException;

    /** A try every quarter of a second until {@code limit} has passed. */
    static CommitPatience upTo(Duration limit) {
        Duration pause = Duration.ofMillis(250);
        return (failures, cause) -> {
            if (pause.multipliedBy(failures + 1L).compareTo(limit) > 0) {
                throw cause;
            }
            Thread.sleep(pause);
        };
    }
}
