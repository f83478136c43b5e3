package io.millrace.engine.loop;

import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.HaltPoint;
import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.QueueLimits;
import io.millrace.engine.QueueUse;
import io.millrace.engine.RunInputs;
import io.millrace.engine.RunQueries;
import io.millrace.engine.RunStore;
import io.millrace.engine.Secrets;
import io.millrace.engine.Storage;
import io.millrace.engine.StoreException;
import io.millrace.engine.TimeSource;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.artifact.ArtifactReader;
import io.millrace.engine.artifact.ArtifactStore;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.cache.CacheStore;
import io.millrace.engine.cache.StepCache;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.Kept;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.core.Signal;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Runs pipelines: the door to the loop. One engine a home, one loop an engine. Safe for use by many threads.
 *
 * <p>Closing it, like losing it, ends no step: {@link #recover} of the next engine on the same home finds them.
 */
public final class Engine implements AutoCloseable {
    private static final int MAILBOX_CAPACITY = 10_000;
    private static final int CACHE_WORKERS = 4;

    private final Ports ports;
    private final Mailbox mailbox = new Mailbox(MAILBOX_CAPACITY);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Executor executor;
    private final StepCache cache;
    private final ArtifactReader artifacts;
    private final Effects effects;
    private final Slots slots;
    private final EngineLoop loop;
    private final Replay replay;
    private final Recovery recovery;
    private final Thread thread;
    private volatile boolean draining;

    /**
     * What an engine is made of.
     *
     * @param executor makes the executor, given who hears of its attempts
     * @param queues how much may run in each queue
     * @param slots attempts of all runs that may run at a time
     * @param patience how long the engine stands still while the store takes nothing, before it stops
     */
    public record Ports(
            RunStore store,
            RunQueries queries,
            RunInputs inputs,
            Function<ExecutorListener, Executor> executor,
            Storage storage,
            CacheStore cache,
            CacheQueries cacheQueries,
            StorageContents contents,
            Secrets secrets,
            ArtifactStore artifacts,
            ArtifactQueries artifactQueries,
            TimeSource time,
            EngineObserver observer,
            QueueLimits queues,
            int slots,
            Duration patience) {}

    public Engine(Ports ports) {
        this.ports = ports;
        this.executor = ports.executor().apply(new Reports());
        this.cache = new StepCache(
                ports.cache(),
                ports.cacheQueries(),
                ports.contents(),
                ports.secrets(),
                ports.time(),
                this::answered,
                CACHE_WORKERS);
        this.artifacts = new ArtifactReader(
                ports.artifacts(), ports.artifactQueries(), ports.contents(), cache::isToRemember, ports.time());
        this.effects = new Effects(executor, ports.storage(), ports.time(), cache, artifacts, this::post);
        this.replay = new Replay(ports.queries(), ports.inputs());
        this.recovery = new Recovery(
                ports.store(),
                ports.queries(),
                replay,
                cache,
                ports.time(),
                this::post,
                why -> stopped.completeExceptionally(
                        new MillraceException(Code.STORE, String.valueOf(why.getMessage()), why)));
        this.slots = new Slots(ports.slots(), ports.queues());
        this.loop = new EngineLoop(
                ports.store(), effects, slots, ports.observer(), ports.time(), CommitPatience.upTo(ports.patience()));
        this.thread = Thread.ofPlatform().name("engine").unstarted(this::runLoop);
        thread.start();
    }

    private void runLoop() {
        try {
            loop.run(mailbox);
            stopped.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.complete(null);
        } catch (StoreException e) {
            stopped.completeExceptionally(new MillraceException(Code.STORE, String.valueOf(e.getMessage()), e));
        } catch (RuntimeException | Error bug) {
            stopped.completeExceptionally(bug);
            throw bug;
        }
    }

    /** What an executor tells becomes signals. */
    private final class Reports implements ExecutorListener {
        @Override
        public void started(AttemptId attempt, Instant at) {
            post(attempt.run(), new Signal.JobStarted(attempt, at));
        }

        @Override
        public void ended(AttemptId attempt, Exit exit, Instant at) {
            post(attempt.run(), new Signal.JobEnded(attempt, exit, at));
        }
    }

    private void answered(CacheTicket ticket, CacheAnswer answer) {
        post(
                ticket.run(),
                new Signal.CacheAnswered(ticket.node(), answer, ports.time().now()));
    }

    private void post(RunId run, Signal signal) {
        post(new Letter.News(run, signal));
    }

    private void post(Letter letter) {
        try {
            while (!mailbox.offer(letter)) {
                if (stopped.isDone()) {
                    return; // nobody reads any more; the next engine asks again
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How much there is to do. */
    public EngineLoad load() {
        return loop.load(mailbox.size());
    }

    /** Completes when the engine no longer works: normally after {@link #close}, exceptionally when the store failed. */
    public CompletableFuture<Void> stopped() {
        return stopped.copy();
    }

    /**
     * Takes up every run that earlier engines left unfinished. To be called before anything is submitted: what is taken up
     * keeps its slots, whatever is running already. With very many runs some of them are taken up later.
     */
    public void recover() {
        recovery.all();
    }

    /**
     * Takes up one run; one that has ended is left alone.
     *
     * @throws MillraceException when there is no such run
     */
    public void recover(RunId id) {
        recovery.one(id);
    }

    /**
     * A retry of a run: the same pipeline with the same request, and the results that stand.
     *
     * @throws MillraceException when there is no such run, or it neither failed nor was stopped
     */
    public Submission retryOf(RunId id) {
        RunRecord old = record(id);
        RunStatus status = old.row().status();
        if (status != RunStatus.FAILED && status != RunStatus.TERMINATED) {
            throw new MillraceException(
                    Code.RUN_STATE,
                    "%s is %s; only failed and terminated runs can be retried".formatted(id, status.word()));
        }
        NewRun created = old.created();
        NewRun retry = new NewRun(
                created.name(),
                created.user(),
                created.storage(),
                created.description(),
                created.source(),
                created.pipelineText(),
                created.request(),
                Optional.of(id),
                ports.time().now(),
                created.tick());
        return new Submission(retry, newId -> ports.inputs().of(new RunRecord(newId, retry, old.row())));
    }

    /**
     * The state of a stored run, rebuilt from its events.
     *
     * @throws MillraceException when there is no such run
     */
    public RunState state(RunId id) {
        return replay.of(record(id));
    }

    private RunRecord record(RunId id) {
        return recovery.record(id);
    }

    /**
     * Creates a run; it exists durably when this returns, and goes on by itself.
     *
     * @throws StoreException when it cannot be stored
     */
    public RunId submit(Submission submission) {
        List<Kept> kept = recovery.kept(submission.run().retryOf());
        HaltPoint.BEFORE_CREATE.pass();
        RunId id = ports.store().create(submission.run());
        HaltPoint.AFTER_CREATE.pass();
        RunState state = new RunState(submission.input().apply(id));
        post(new Letter.Begin(state, new Signal.Submitted(kept, ports.time().now())));
        return id;
    }

    /**
     * Asks a run to end. The wish is durable when this returns.
     *
     * @param force without the post-process step
     * @throws MillraceException when there is no such run, when it has ended, or when it is being stopped already and
     *     {@code force} asks for nothing more
     */
    public void stop(RunId id, boolean force) {
        RunStatus status = record(id).row().status();
        if (status.isFinal()) {
            throw new MillraceException(Code.RUN_STATE, "%s is %s already".formatted(id, status.word()));
        }
        if (status == RunStatus.TERMINATING && !force) {
            throw new MillraceException(
                    Code.RUN_STATE,
                    "%s is being stopped already; --force also ends its post-process step".formatted(id));
        }
        ask(id, new Signal.StopRequested(force, ports.time().now()));
    }

    /**
     * Asks one step iteration of a run to end, which the run takes as a failure of it. The wish is durable when this
     * returns; nothing follows from it when the step has ended.
     *
     * @throws MillraceException when there is no such run, or it has ended
     */
    public void stopStep(RunId id, int node) {
        RunStatus status = record(id).row().status();
        if (status.isFinal()) {
            throw new MillraceException(Code.RUN_STATE, "%s is %s already".formatted(id, status.word()));
        }
        ask(id, new Signal.StepStopRequested(node, ports.time().now()));
    }

    private void ask(RunId id, Signal signal) {
        recovery.first(id);
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(new Letter.Ask(id, signal, done));
        try {
            CompletableFuture.anyOf(done, stopped).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new MillraceException(Code.CLOSED, "the engine stopped: " + e.getCause(), e);
        }
    }

    /** What is in a queue now. */
    public QueueUse use(String queue) {
        return slots.use(queue);
    }

    /** What is in each queue that is not empty; under the empty name what is in none. */
    public Map<String, QueueUse> queues() {
        return slots.use();
    }

    /** Tells that {@link QueueLimits} answer otherwise now: what waits may fit. */
    public void limitsChanged() {
        post(new Letter.LimitsChanged());
    }

    /**
     * Starts no step any more, until it is closed. Runs stay as they are, and the next engine goes on with them.
     *
     * @return completes when no step runs; exceptionally when the engine stops before
     */
    public CompletableFuture<Void> drain() {
        draining = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(new Letter.Drain(done));
        var unused = stopped.whenComplete((nothing, why) -> done.completeExceptionally(
                why == null ? new MillraceException(Code.CLOSED, "the engine was closed") : why));
        return done;
    }

    /** Whether {@link #drain} was asked for. */
    public boolean isDraining() {
        return draining;
    }

    /** Lets go of everything; steps that run go on. */
    @Override
    public void close() {
        recovery.close();
        post(new Letter.Close());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        effects.close();
        cache.close();
        artifacts.close();
        executor.close();
    }
}
