package io.millrace.engine.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Signals on their way to the loop. Bounded: who brings more than the loop can take waits. */
final class Mailbox {
    private static final long LINGER_NANOS = 20_000_000;

    private final BlockingQueue<Letter> letters;

    Mailbox(int capacity) {
        this.letters = new ArrayBlockingQueue<>(capacity);
    }

    /** Adds a letter, waiting a moment while the box is full; false when it stayed full. */
    boolean offer(Letter letter) throws InterruptedException {
        return letters.offer(letter, 100, TimeUnit.MILLISECONDS);
    }

    /** Letters that wait now. */
    int size() {
        return letters.size();
    }

    /**
     * Everything there is; waits while there is nothing. News that nothing depends on wait a moment for company: a short
     * step has started and ended before anybody could look, and needs no commit for each.
     */
    List<Letter> takeAll() throws InterruptedException {
        List<Letter> batch = new ArrayList<>();
        batch.add(letters.take());
        letters.drainTo(batch);
        long patience = System.nanoTime() + LINGER_NANOS;
        while (batch.stream().allMatch(Letter::canWait)) {
            Letter next = letters.poll(patience - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
            letters.drainTo(batch);
        }
        return batch;
    }
}
