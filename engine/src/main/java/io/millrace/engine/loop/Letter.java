package io.millrace.engine.loop;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.Signal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What reaches the loop. */
sealed interface Letter {
    /** Whether nothing depends on it being heard at once. */
    default boolean canWait() {
        return this instanceof News(RunId run, Signal signal) && signal instanceof Signal.JobStarted;
    }

    /** A signal for a run. */
    record News(RunId run, Signal signal) implements Letter {}

    /** A signal somebody waits for: {@code done} completes once what it led to is durable. */
    record Ask(RunId run, Signal signal, CompletableFuture<Void> done) implements Letter {}

    /** A run that has no events yet, with its first signal. */
    record Begin(RunState run, Signal.Submitted signal) implements Letter {}

    /**
     * Runs that were rebuilt from their events. Those with attempts that may be alive come together, before all others:
     * none may be given a slot before these have taken theirs.
     */
    record Resume(List<RunState> runs) implements Letter {
        public Resume {
            runs = List.copyOf(runs);
        }
    }

    /** More or less may run in a queue than before. */
    record LimitsChanged() implements Letter {}

    /** Nothing is to start any more; {@code done} completes when nothing runs. */
    record Drain(CompletableFuture<Void> done) implements Letter {}

    /** Nothing any more. */
    record Close() implements Letter {}
}
