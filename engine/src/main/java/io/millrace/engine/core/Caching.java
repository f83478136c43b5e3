package io.millrace.engine.core;

import io.millrace.engine.core.RunEvent.Awaits;
import java.time.Instant;
import java.util.Optional;

/** A step and the cache: the question before it runs, the answer, the news when it is over. */
final class Caching {
    private Caching() {}

    /** The step may go on: through the cache, when its definition says so. */
    static void askOrGoOn(Turn turn, StepRun step) {
        if (step.step.cache().enabled() && step.group.parent != null) {
            turn.record(step, new RunEvent.StepEntered(step.number, Awaits.CACHE, turn.at));
            ask(turn, step);
        } else {
            Attempts.ask(turn, step);
        }
    }

    static void ask(Turn turn, StepRun step) {
        turn.command(new Command.AskCache(ticket(turn, step), turn.run.cacheQuestionOf(step)));
    }

    private static CacheTicket ticket(Turn turn, StepRun step) {
        return new CacheTicket(turn.run.id(), step.number);
    }

    static void answered(Turn turn, int node, CacheAnswer answer) {
        Optional<StepRun> open = turn.run.openStep(node);
        Optional<StepRun> asking = open.filter(step -> step.phase == StepPhase.CHECKING);
        if (asking.isPresent()) {
            answered(turn, asking.get(), answer);
        } else if (answer instanceof CacheAnswer.Miss(String key, String reason)
                && open.filter(step -> step.cacheKey.equals(key)).isEmpty()) {
            turn.command(new Command.SettleCache(new CacheTicket(turn.run.id(), node), Optional.empty()));
        }
    }

    private static void answered(Turn turn, StepRun step, CacheAnswer answer) {
        switch (answer) {
            case CacheAnswer.Hit(CachedResult result) -> {
                turn.record(step, new RunEvent.CacheHit(step.number, result, turn.at));
                Endings.end(turn, step, result.status(), "reused from %s %s".formatted(result.run(), result.path()));
            }
            case CacheAnswer.Miss(String key, String reason) -> run(turn, step, key, reason);
            case CacheAnswer.Uncacheable(String reason) -> run(turn, step, "", reason);
            case CacheAnswer.Wait(RunId run, String path) ->
                turn.record(step, new RunEvent.CacheAwaited(step.number, run, path, turn.at));
        }
    }

    private static void run(Turn turn, StepRun step, String key, String reason) {
        turn.record(step, new RunEvent.CacheMissed(step.number, key, reason, turn.at));
        Attempts.ask(turn, step);
    }

    /** Nobody waits for the answer any more. */
    static void withdraw(Turn turn, StepRun step) {
        turn.command(new Command.SettleCache(ticket(turn, step), Optional.empty()));
    }

    /** The step is over: what it made may be reused, or the next who asked for the same may run. */
    static void settle(Turn turn, StepRun step) {
        if (!step.cacheKey.isEmpty()) {
            turn.command(new Command.SettleCache(ticket(turn, step), result(turn, step)));
        }
    }

    private static Optional<JobResult> result(Turn turn, StepRun step) {
        Instant began = step.attemptBeganAt;
        boolean reusable = step.status == NodeStatus.SUCCEEDED || step.status == NodeStatus.FAILED;
        return reusable && began != null
                ? Optional.of(new JobResult(Names.job(turn.run.id(), step), step.status, began, turn.at))
                : Optional.empty();
    }
}
