package io.millrace.server.upkeep;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Does a work now and then: a portion, a short pause while there is more to do, a long one when all is done. The pauses
 * leave the store and the disk to those who wait for answers. One thread; a portion that fails is told and tried again
 * after the long pause.
 */
public final class Upkeep implements AutoCloseable {

    /** A work that can be done in portions. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does a small portion.
         *
         * @return whether there is more to do at once
         */
        boolean portion();
    }

    /**
     * How often.
     *
     * @param between two portions while there is more to do
     * @param rest when all is done, and before the first portion
     */
    public record Pace(Duration between, Duration rest) {
        public Pace {
            if (between.isNegative() || !rest.isPositive()) {
                throw new IllegalArgumentException("pauses of %s and %s".formatted(between, rest));
            }
        }
    }

    private final Work work;
    private final Pace pace;
    private final Consumer<String> trouble;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final Thread thread;
    private boolean closed;

    private Upkeep(String name, Work work, Pace pace, Consumer<String> trouble) {
        this.work = work;
        this.pace = pace;
        this.trouble = trouble;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param name of the thread
     * @param trouble hears why a portion failed
     */
    public static Upkeep start(String name, Work work, Pace pace, Consumer<String> trouble) {
        Upkeep upkeep = new Upkeep(name, work, pace, trouble);
        upkeep.thread.start();
        return upkeep;
    }

    private void run() {
        try {
            Duration pause = pace.rest();
            while (!closedWithin(pause)) {
                pause = portion() ? pace.between() : pace.rest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean portion() {
        try {
            return work.portion();
        } catch (RuntimeException e) {
            trouble.accept(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean closedWithin(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends after the portion that is being done. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
