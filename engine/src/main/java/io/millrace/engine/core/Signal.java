package io.millrace.engine.core;

import java.time.Instant;
import java.util.List;

/** News for one run. May arrive twice, late, or after the run has ended. */
public sealed interface Signal {
    /** When it happened; the only clock that the rules know. */
    Instant at();

    /** The run was accepted; its first signal. {@code kept} are the results that a retry takes over. */
    record Submitted(List<Kept> kept, Instant at) implements Signal {
        public Submitted {
            kept = List.copyOf(kept);
        }
    }

    /** The engine lets the attempt use one of its slots. */
    record SlotGranted(AttemptId attempt, Instant at) implements Signal {}

    /** A process of the attempt exists. */
    record JobStarted(AttemptId attempt, Instant at) implements Signal {}

    /** Nothing of the attempt runs any more. */
    record JobEnded(AttemptId attempt, Exit exit, Instant at) implements Signal {}

    /** Answer to a {@link Command.ReadFile}. */
    record FileRead(FileRequest request, FileContent content, Instant at) implements Signal {}

    /** Answer to a {@link Command.AskCache} about the node; after a {@link CacheAnswer.Wait} another one follows. */
    record CacheAnswered(int node, CacheAnswer answer, Instant at) implements Signal {}

    /** A timer set by {@link Command.SetTimer} is due. */
    record TimerFired(TimerId timer, Instant at) implements Signal {}

    /** Somebody wants the run to end; {@code force}: without its post-process step. */
    record StopRequested(boolean force, Instant at) implements Signal {}

    /** Somebody wants one step iteration to end, and the run to go on as after a failure of it. */
    record StepStopRequested(int node, Instant at) implements Signal {}
}
