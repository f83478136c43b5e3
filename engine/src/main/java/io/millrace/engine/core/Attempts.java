package io.millrace.engine.core;

import io.millrace.engine.core.RunEvent.Awaits;
import io.millrace.pipeline.plan.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The life of a step's attempts: slot, process, time limit, end, the next attempt. */
final class Attempts {
    private static final int SIGNAL_BASE = 128;
    private static final int MAX_DOUBLINGS = 30;

    private Attempts() {}

    private static AttemptId current(Turn turn, StepRun step) {
        return new AttemptId(turn.run.id(), step.number, step.attempt);
    }

    private static AttemptId next(Turn turn, StepRun step) {
        return new AttemptId(turn.run.id(), step.number, step.attempt + 1);
    }

    /** The step may run: it wants a slot for its next attempt. */
    static void ask(Turn turn, StepRun step) {
        Optional<String> problem = JobTerms.problem(turn.run, step);
        if (problem.isPresent()) {
            Endings.end(turn, step, NodeStatus.FAILED, "could not be started: " + problem.get());
            return;
        }
        turn.record(step, new RunEvent.StepEntered(step.number, Awaits.SLOT, turn.at));
        turn.command(new Command.RequestSlot(next(turn, step), step.demand));
    }

    static void slotGranted(Turn turn, AttemptId attempt) {
        Optional<StepRun> wanted = turn.run
                .step(attempt)
                .filter(step -> step.phase == StepPhase.ASKING && step.attempt + 1 == attempt.number());
        if (wanted.isEmpty()) {
            turn.command(new Command.ReleaseSlot(attempt));
            return;
        }
        StepRun step = wanted.get();
        turn.record(step, new RunEvent.AttemptBegan(step.number, attempt.number(), turn.at));
        turn.command(new Command.StartJob(attempt, turn.run.specOf(step)));
    }

    static void started(Turn turn, AttemptId attempt) {
        turn.run.liveStep(attempt).filter(step -> step.attemptStartedAt == null).ifPresent(step -> {
            turn.record(step, new RunEvent.AttemptStarted(step.number, step.attempt, turn.at));
            limitTime(turn, step);
        });
    }

    private static void limitTime(Turn turn, StepRun step) {
        Instant start = step.attemptStartedAt;
        if (start != null && step.step.timeout().isPresent()) {
            Instant due = start.plus(step.step.timeout().get());
            turn.command(new Command.SetTimer(new TimerId(current(turn, step), TimerId.Purpose.TIMEOUT), due));
        }
    }

    static void timerFired(Turn turn, TimerId timer) {
        switch (timer.purpose()) {
            case TIMEOUT ->
                turn.run
                        .liveStep(timer.attempt())
                        .filter(step -> !step.timedOut && step.status != NodeStatus.TERMINATING)
                        .ifPresent(step -> timeOut(turn, step));
            case BACKOFF ->
                turn.run
                        .step(timer.attempt())
                        .filter(step -> step.phase == StepPhase.BACKING_OFF
                                && step.attempt == timer.attempt().number()
                                && step.isOpen())
                        .ifPresent(step -> ask(turn, step));
        }
    }

    private static void timeOut(Turn turn, StepRun step) {
        turn.record(step, new RunEvent.AttemptTimedOut(step.number, step.attempt, turn.at));
        turn.command(new Command.StopJob(current(turn, step)));
    }

    static void ended(Turn turn, AttemptId attempt, Exit exit) {
        turn.run.liveStep(attempt).ifPresent(step -> ended(turn, step, exit));
    }

    private static void ended(Turn turn, StepRun step, Exit exit) {
        turn.record(step, new RunEvent.AttemptEnded(step.number, step.attempt, exit, turn.at));
        turn.command(new Command.ReleaseSlot(current(turn, step)));
        if (step.status == NodeStatus.TERMINATING) {
            Endings.end(turn, step, NodeStatus.TERMINATED, "stopped");
        } else if (!step.timedOut && exit.equals(new Exit.Code(0))) {
            Endings.end(turn, step, NodeStatus.SUCCEEDED, "");
        } else if (mayRetry(step, exit)) {
            awaitRetry(turn, step);
        } else {
            Endings.end(turn, step, NodeStatus.FAILED, reason(step, exit));
        }
    }

    private static boolean mayRetry(StepRun step, Exit exit) {
        RetryPolicy retry = step.step.retry();
        boolean eligible = retry.on().isEmpty()
                || (exit instanceof Exit.Code(int code)
                        && !step.timedOut
                        && retry.on().contains(code));
        return eligible && step.attempt < retry.maxAttempts();
    }

    private static void awaitRetry(Turn turn, StepRun step) {
        RetryPolicy retry = step.step.retry();
        Duration wait = retry.backoff().multipliedBy(1L << Math.min(step.attempt - 1, MAX_DOUBLINGS));
        Instant due = turn.at.plus(wait.compareTo(retry.maxBackoff()) > 0 ? retry.maxBackoff() : wait);
        turn.record(step, new RunEvent.RetryAwaited(step.number, due, turn.at));
        turn.command(new Command.SetTimer(new TimerId(current(turn, step), TimerId.Purpose.BACKOFF), due));
    }

    private static String reason(StepRun step, Exit exit) {
        String why = switch (exit) {
            case Exit.Code(int code)
            when step.timedOut ->
                "timed out after " + step.step.timeout().map(Attempts::text).orElse("?");
            case Exit.Code(int code)
            when code > SIGNAL_BASE -> "exit code %d (killed by signal %d)".formatted(code, code - SIGNAL_BASE);
            case Exit.Code(int code) -> "exit code " + code;
            case Exit.NotStarted(String reason) -> "could not be started: " + reason;
            case Exit.Unknown(String reason) -> "outcome unknown: " + reason;
        };
        return step.attempt > 1
                ? "%s (attempt %d of %d)"
                        .formatted(why, step.attempt, step.step.retry().maxAttempts())
                : why;
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Wants again what the step wanted when its events were recorded. */
    static void resume(Turn turn, StepRun step) {
        switch (step.phase) {
            case READING -> Scheduling.decide(turn, step);
            case CHECKING -> Caching.ask(turn, step);
            case ASKING -> turn.command(new Command.RequestSlot(next(turn, step), step.demand));
            case ATTEMPTING -> resumeAttempt(turn, step);
            case BACKING_OFF -> {
                Instant due = step.retryDue == null ? turn.at : step.retryDue;
                turn.command(new Command.SetTimer(new TimerId(current(turn, step), TimerId.Purpose.BACKOFF), due));
            }
            case QUEUED, DONE -> {}
        }
    }

    private static void resumeAttempt(Turn turn, StepRun step) {
        AttemptId attempt = current(turn, step);
        boolean ending = step.status == NodeStatus.TERMINATING || step.timedOut;
        turn.command(new Command.AdoptJob(attempt, turn.run.specOf(step)));
        if (ending) {
            turn.command(new Command.StopJob(attempt));
        } else {
            limitTime(turn, step);
        }
    }
}
