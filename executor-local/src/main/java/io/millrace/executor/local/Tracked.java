package io.millrace.executor.local;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.JobSpec;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** An attempt that is on its way, between the call that named it and the report of its end. Guarded by its lock. */
final class Tracked {
    /** Times that a wrapper may die before it claims its attempt until the attempt is given up. */
    private static final int TRIES = 3;

    final long ticket;
    final AttemptId attempt;
    final ReentrantLock lock = new ReentrantLock();

    /** What to run when there is no claim; empty: it must not be started. */
    Optional<JobSpec> job = Optional.empty();

    boolean stopping;

    /** The launcher knows the ticket. */
    boolean handedOver;

    boolean swept;
    boolean over;
    private int starts;

    Tracked(long ticket, AttemptId attempt) {
        this.ticket = ticket;
        this.attempt = attempt;
    }

    boolean mayTryAgain() {
        return ++starts <= TRIES;
    }
}
