package io.millrace.engine.loop;

import io.millrace.engine.Executor;
import io.millrace.engine.HaltPoint;
import io.millrace.engine.Storage;
import io.millrace.engine.TimeSource;
import io.millrace.engine.artifact.ArtifactReader;
import io.millrace.engine.cache.StepCache;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.JobResult;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.TimerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Carries commands out, in order and away from the thread of the loop: what it calls may bring signals, and the mailbox
 * may be full.
 */
final class Effects implements Commands {
    private static final System.Logger LOG = System.getLogger("io.millrace.executor");
    private static final long CLOSING_SECONDS = 10;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Executor executor;
    private final Storage storage;
    private final TimeSource time;
    private final SignalSink signals;
    private final StepCache cache;
    private final ArtifactReader artifacts;
    private final ExecutorService hands = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("effects").factory());
    private final ExecutorService readers = Executors.newFixedThreadPool(
            4, Thread.ofPlatform().name("reader-", 0).daemon().factory());

    /** After closing nothing is due any more. */
    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("timers").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());

    private final Map<TimerId, Future<?>> timers = new HashMap<>();

    Effects(
            Executor executor,
            Storage storage,
            TimeSource time,
            StepCache cache,
            ArtifactReader artifacts,
            SignalSink signals) {
        this.executor = executor;
        this.storage = storage;
        this.time = time;
        this.signals = signals;
        this.cache = cache;
        this.artifacts = artifacts;
    }

    @Override
    public void artifactsRecorded() {
        artifacts.wake();
    }

    @Override
    public void perform(RunId run, Command command) {
        hands.execute(() -> carryOut(run, command));
    }

    private void carryOut(RunId run, Command command) {
        switch (command) {
            case Command.StartJob(var attempt, var job) -> {
                HaltPoint.BEFORE_START.pass();
                orEnd(attempt, () -> executor.start(attempt, job));
                HaltPoint.AFTER_START.pass();
            }
            case Command.AdoptJob(var attempt, var job) -> {
                HaltPoint.BEFORE_ADOPT.pass();
                insist(attempt, "adopted", wish -> executor.adopt(wish, job), FIRST_PAUSE_MILLIS);
            }
            case Command.StopJob(var attempt) -> {
                HaltPoint.BEFORE_STOP.pass();
                insist(attempt, "stopped", executor::stop, FIRST_PAUSE_MILLIS);
                HaltPoint.AFTER_STOP.pass();
            }
            case Command.ReadFile read -> readers.execute(() -> read(run, read));
            case Command.AskCache(CacheTicket ticket, CacheQuestion question) -> cache.ask(ticket, question);
            case Command.SettleCache(CacheTicket ticket, Optional<JobResult> result) -> cache.settle(ticket, result);
            case Command.SetTimer(TimerId timer, Instant due) -> set(run, timer, due);
            case Command.RequestSlot request -> throw new IllegalStateException("slots belong to the loop: " + request);
            case Command.ReleaseSlot release -> throw new IllegalStateException("slots belong to the loop: " + release);
        }
    }

    /** An executor that breaks ends the attempt: nobody else would ever report it. */
    private void orEnd(AttemptId attempt, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException bug) {
            Exit exit = new Exit.Unknown("internal error of the executor, please report it: " + bug);
            signals.accept(attempt.run(), new Signal.JobEnded(attempt, exit, time.now()));
        }
    }

    /**
     * What an executor cannot adopt or stop may run, so its end is not made up: it is asked again until it takes the wish,
     * or until the next engine asks.
     */
    private void insist(AttemptId attempt, String wish, Consumer<AttemptId> call, long pauseMillis) {
        try {
            call.accept(attempt);
        } catch (RuntimeException bug) {
            if (pauseMillis == FIRST_PAUSE_MILLIS) {
                LOG.log(System.Logger.Level.ERROR, "%s cannot be %s; it is tried again".formatted(attempt, wish), bug);
            }
            long next = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            var unused = clock.schedule(
                    () -> hands.execute(() -> insist(attempt, wish, call, next)), pauseMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void read(RunId run, Command.ReadFile read) {
        FileContent content;
        try {
            content = storage.read(read.location(), read.path(), read.limit());
        } catch (RuntimeException bug) {
            content = new FileContent.Unreadable("internal error of the storage, please report it: " + bug);
        }
        signals.accept(run, new Signal.FileRead(read.request(), content, time.now()));
    }

    private void set(RunId run, TimerId timer, Instant due) {
        long wait = Math.max(0, Duration.between(time.now(), due).toMillis());
        Future<?> earlier = timers.put(timer, clock.schedule(() -> fire(run, timer), wait, TimeUnit.MILLISECONDS));
        if (earlier != null) {
            earlier.cancel(false);
        }
    }

    private void fire(RunId run, TimerId timer) {
        hands.execute(() -> timers.remove(timer));
        signals.accept(run, new Signal.TimerFired(timer, time.now()));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        readers.shutdownNow();
        hands.shutdown(); // what a run that has ended still wants done is done
        try {
            if (!hands.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                hands.shutdownNow();
            }
        } catch (InterruptedException e) {
            hands.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
