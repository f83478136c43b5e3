package io.millrace.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The moments between a commit and a side effect at which losing the process could lose or double work. Tests halt the
 * JVM at each of them with {@code -Dmillrace.halt=AFTER_COMMIT:3}: at the third time it is reached. Without the property
 * a point costs one comparison with a constant.
 */
public enum HaltPoint {
    /** A run is about to be created. */
    BEFORE_CREATE,
    /** The run's row is durable, its first event is not. */
    AFTER_CREATE,
    /** A schedule is due, nothing of it is durable. */
    BEFORE_TICK,
    /** The runs of a schedule that was due are durable, the engine has not heard of them. */
    AFTER_TICK,
    /** A turn is decided, nothing of it is durable. */
    BEFORE_COMMIT,
    /** A turn is durable, none of its commands is carried out. */
    AFTER_COMMIT,
    /** An attempt is recorded as begun, the executor has not heard of it. */
    BEFORE_START,
    /** The executor was told to start an attempt. */
    AFTER_START,
    /** A stop is durable, the executor has not heard of it. */
    BEFORE_STOP,
    /** The executor was told to stop an attempt. */
    AFTER_STOP,
    /** An unfinished run was rebuilt, and nothing of it is asked for yet. */
    AFTER_REPLAY,
    /** An attempt of an earlier process is about to be looked for. */
    BEFORE_ADOPT,
    /** A part of deleting a run is durable: the decision, the removal of its files, of some rows, or of more. */
    DURING_REMOVAL;

    private static final @Nullable String WANTED = System.getProperty("millrace.halt");
    private static final AtomicInteger PASSED = new AtomicInteger();

    /** Goes on, unless a test wants the process to end here. */
    public void pass() {
        if (WANTED != null) {
            haltWhenWanted(WANTED);
        }
    }

    private void haltWhenWanted(String wanted) {
        String[] parts = wanted.split(":", -1);
        if (parts[0].equals(name()) && PASSED.incrementAndGet() == Integer.parseInt(parts[1])) {
            Runtime.getRuntime().halt(137);
        }
    }
}
