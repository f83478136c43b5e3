package io.millrace.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and the like. The virtual machine ends when its shutdown hooks do: this one first asks the command to stop, then
 * waits until the command is through, so that what has to be recorded is.
 */
final class Interruption {
    private final AtomicBoolean happened = new AtomicBoolean();
    private final AtomicReference<Optional<Runnable>> action = new AtomicReference<>(Optional.empty());
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Listens for the end that somebody else wants for this process. */
    void install() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("interruption").unstarted(this::interrupt));
    }

    /** Does what is to be done when it happens, and waits until the command is through. */
    void interrupt() {
        if (finished.getCount() == 0) {
            return; // an end of our own
        }
        happened.set(true);
        Optional<Runnable> wanted = action.get();
        if (wanted.isEmpty()) {
            return;
        }
        wanted.get().run();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What to do when it happens; then the process lives until {@link #finished} is called. */
    void onInterrupt(Runnable stop) {
        action.set(Optional.of(stop));
    }

    boolean happened() {
        return happened.get();
    }

    /** The command is through. */
    void finished() {
        finished.countDown();
    }
}
