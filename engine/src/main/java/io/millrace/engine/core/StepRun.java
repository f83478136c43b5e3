package io.millrace.engine.core;

import io.millrace.pipeline.plan.PlanStep;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One iteration of a step. */
public final class StepRun extends NodeRun {
    final PlanStep step;
    final Demand demand;
    StepPhase phase = StepPhase.QUEUED;
    int attempt;
    boolean timedOut;
    boolean reused;

    /** Whose result it waits for, {@code run-000001 train}; empty: nobody's. */
    String cacheLeader = "";

    /** The reservation under which it runs; empty: none. */
    String cacheKey = "";

    @Nullable
    Exit lastExit;

    @Nullable
    Instant retryDue;

    @Nullable
    Instant attemptBeganAt;

    @Nullable
    Instant attemptStartedAt;

    StepRun(int number, Group group, PlanStep step, Demand demand, int iteration) {
        super(number, group, iteration);
        this.step = step;
        this.demand = demand;
    }

    /** The definition. */
    public PlanStep step() {
        return step;
    }

    /** What each of its attempts takes. */
    public Demand demand() {
        return demand;
    }

    /** Attempts begun so far. */
    public int attempts() {
        return attempt;
    }

    /** Whether an attempt was given to the executor and has not ended. */
    public boolean hasLiveAttempt() {
        return phase == StepPhase.ATTEMPTING;
    }

    /** Whether the cache gave its result. */
    public boolean isReused() {
        return reused;
    }

    /** Whether it takes one of the places that the parallelism of the run counts. */
    public boolean holdsPlace() {
        return phase.holdsPlace();
    }

    /** Whether the cache waits for news of it. */
    public boolean asksCache() {
        return phase == StepPhase.CHECKING || (isOpen() && !cacheKey.isEmpty());
    }

    /** How the last attempt that ended did. */
    public Optional<Exit> lastExit() {
        return Optional.ofNullable(lastExit);
    }

    /** Machine-readable reason why it does not go on; empty when nothing holds it. */
    public String waiting() {
        return switch (phase) {
            case QUEUED -> status.isFinal() ? "" : "parallelism";
            case READING -> "file";
            case CHECKING -> cacheLeader.isEmpty() ? "cache" : "cache reservation: " + cacheLeader;
            case ASKING -> demand.queue().isEmpty() ? "executor slots" : "queue " + demand.queue();
            case BACKING_OFF -> "backoff until " + retryDue;
            case ATTEMPTING, DONE -> "";
        };
    }
}
