package io.millrace.engine.core;

import java.time.Instant;
import java.util.Optional;

/** A wish of a run, carried out after its events are durable. Carrying one out twice has the effect of once. */
public sealed interface Command {

    /** Asks for one of the engine's slots, and for what else the attempt takes; answered by {@link Signal.SlotGranted}. */
    record RequestSlot(AttemptId attempt, Demand demand) implements Command {}

    /** Gives the slot, or the wish for one, back. */
    record ReleaseSlot(AttemptId attempt) implements Command {}

    /** Starts an attempt that no executor knows yet. */
    record StartJob(AttemptId attempt, JobSpec job) implements Command {}

    /** Finds an attempt again that an executor may know from before a restart. */
    record AdoptJob(AttemptId attempt, JobSpec job) implements Command {}

    /** Ends an attempt with all its processes. */
    record StopJob(AttemptId attempt) implements Command {}

    /**
     * Reads a file of a storage; answered by {@link Signal.FileRead}.
     *
     * @param location where the storage is
     * @param path relative to the storage's root
     * @param limit the file must be smaller than this many bytes
     */
    record ReadFile(FileRequest request, String location, String path, int limit) implements Command {}

    /** Asks whether an earlier result stands for the step; answered by {@link Signal.CacheAnswered}. */
    record AskCache(CacheTicket ticket, CacheQuestion question) implements Command {}

    /**
     * Tells the cache that the step it was asked about is over, or no longer interested.
     *
     * @param result how it ended; empty: nothing that can be reused
     */
    record SettleCache(CacheTicket ticket, Optional<JobResult> result) implements Command {}

    /** Asks for a {@link Signal.TimerFired} at {@code due}, or at once when that has passed. */
    record SetTimer(TimerId timer, Instant due) implements Command {}
}
