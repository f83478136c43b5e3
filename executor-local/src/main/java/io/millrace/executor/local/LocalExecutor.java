package io.millrace.executor.local;

import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs attempts as processes of this machine, which go on when Millrace ends and are found again by the next executor on
 * the same home.
 *
 * <p>The claim file decides everything: who makes it runs the attempt, so an attempt has one process at most, however
 * many executors try. Calls return at once; the work is done on virtual threads and on the launcher's reader, one at a
 * time for each attempt.
 */
public final class LocalExecutor implements Executor {
    private static final System.Logger LOG = System.getLogger("io.millrace.executor");
    private static final java.util.concurrent.Executor VIRTUAL =
            task -> Thread.ofVirtual().start(task);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ExecutorListener listener;
    private final LocalExecutorConfig config;
    private final AttemptFiles files;
    private final Records records;
    private final RunOrders orders;
    private final String boot;
    private final BootMemory boots;
    private final LauncherKeeper launcher;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<AttemptId, Tracked> tracked = new ConcurrentHashMap<>();
    private final Map<Long, Tracked> byTicket = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Opens the executor on its home.
     *
     * @throws IOException when the home cannot be written or Perl is missing; the message says what to do
     */
    public LocalExecutor(LocalExecutorConfig config, ExecutorListener listener) throws IOException {
        this.config = config;
        this.listener = listener;
        this.files = new AttemptFiles(config.home());
        this.records = new Records(files);
        this.orders = new RunOrders(config, files);
        Optional<String> noSandbox = config.sandbox().missing();
        if (noSandbox.isPresent()) {
            throw new IOException("all are to run in a sandbox, and " + noSandbox.get());
        }
        this.boot = Boot.id();
        Files.createDirectories(files.jobs());
        this.boots = BootMemory.open(files.jobs(), boot);
        this.launcher = LauncherKeeper.open(config, files.jobs(), boot, this::heard, this::launcherReplaced);
    }

    /** Where logs and records of attempts are. */
    public AttemptFiles files() {
        return files;
    }

    /** The process that starts the steps. */
    long launcherPid() {
        return launcher.pid();
    }

    @Override
    public void start(AttemptId attempt, JobSpec job) {
        Step start = it -> {
            if (it.job.isEmpty() && !it.handedOver) {
                it.job = Optional.of(job);
                startNow(it, job);
            }
        };
        if (!orders.takesTime(job)) {
            // Nothing to wait for: one look at a folder and a write to a pipe take less than to change threads.
            locked(tracked.computeIfAbsent(attempt, this::newlyTracked), start);
        } else {
            track(attempt, start);
        }
    }

    @Override
    public void adopt(AttemptId attempt, JobSpec job) {
        track(attempt, it -> {
            if (it.job.isEmpty() && !it.handedOver) {
                if (!boots.touchedBefore(attempt.run().number())) {
                    it.job = Optional.of(job);
                }
                examine(it);
            }
        });
    }

    @Override
    public void stop(AttemptId attempt) {
        track(attempt, it -> {
            it.stopping = true;
            if (it.handedOver) {
                launcher.send(Order.of('S', it.ticket).bytes());
            } else {
                examine(it);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        try {
            launcher.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of the launcher", e);
        }
    }

    private interface Step {
        void on(Tracked attempt) throws IOException;
    }

    private void track(AttemptId attempt, Step step) {
        Tracked it = tracked.computeIfAbsent(attempt, this::newlyTracked);
        Thread.ofVirtual().name("attempt " + attempt).start(() -> locked(it, step));
    }

    private Tracked newlyTracked(AttemptId attempt) {
        var it = new Tracked(tickets.incrementAndGet(), attempt);
        byTicket.put(it.ticket, it);
        return it;
    }

    private void locked(Tracked it, Step step) {
        locked(it, step, FIRST_PAUSE);
    }

    private void locked(Tracked it, Step step, Duration pause) {
        it.lock.lock();
        try {
            if (!it.over && !closed) {
                step.on(it);
            }
        } catch (NotLinkException e) {
            over(it, new Exit.Unknown("its records are damaged: " + RefusedException.words(e)), now());
        } catch (IOException e) {
            later(it, step, pause, e);
        } catch (RuntimeException bug) {
            broken(it, bug);
        } finally {
            it.lock.unlock();
        }
    }

    /** Its process may run, so no end is made up while its records cannot be read or written: they are tried again. */
    private void later(Tracked it, Step step, Duration pause, IOException e) {
        if (pause.equals(FIRST_PAUSE)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the records of {0} cannot be read or written ({1}); they are tried again",
                    it.attempt,
                    RefusedException.words(e));
        }
        Duration doubled = pause.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, VIRTUAL)
                .execute(() -> locked(it, again(step), next));
    }

    /** What the launcher does not know is found out from the files. */
    private Step again(Step step) {
        return it -> {
            if (it.handedOver) {
                step.on(it);
            } else {
                examine(it);
            }
        };
    }

    /** A bug must not leave an attempt without an end: it never starts, or what runs of it is followed. */
    private void broken(Tracked it, RuntimeException bug) {
        if (it.over) {
            throw bug;
        }
        String reason = "internal error of the executor, please report it: " + bug;
        try {
            refuse(it, reason);
        } catch (IOException | RuntimeException again) {
            over(it, new Exit.Unknown(reason), now());
        }
    }

    private void heard(Report report) {
        if (report instanceof Report.OfAttempt news) {
            Tracked it = byTicket.get(news.ticket());
            if (it != null) {
                locked(it, attempt -> heard(attempt, news));
            }
        }
    }

    private void heard(Tracked it, Report.OfAttempt news) throws IOException {
        switch (news) {
            case Report.Started started -> listener.started(it.attempt, startOf(it));
            case Report.Ended(long ticket, Exit exit) -> over(it, exit, now());
            case Report.Failed(long ticket, String reason) -> refuse(it, reason);
            case Report.Claimed claimed -> {
                it.job = Optional.empty();
                examine(it);
            }
            case Report.Gone gone -> gone(it);
        }
    }

    private Instant startOf(Tracked it) throws IOException {
        return it.job.isPresent() ? now() : records.claimedAt(it.attempt);
    }

    /** Finds out from the files what has become of the attempt, and goes on from there. */
    private void examine(Tracked it) throws IOException {
        Optional<Records.Ended> end = records.exit(it.attempt);
        if (end.isPresent()) {
            over(it, end.get().exit(), end.get().at());
            return;
        }
        Optional<Claim> claim = records.claim(it.attempt);
        if (claim.isPresent()) {
            follow(it, claim.get());
        } else if (it.stopping) {
            refuse(it, "stopped before it started");
        } else if (it.job.isPresent()) {
            startNow(it, it.job.get());
        } else {
            giveUp(it, "the machine was restarted, and nothing tells whether it ran before");
        }
    }

    private void follow(Tracked it, Claim claim) throws IOException {
        switch (claim) {
            case Claim.Nobody(String reason) -> over(it, new Exit.NotStarted(reason), now());
            case Claim.Wrapper wrapper
            when !wrapper.boot().equals(boot) ->
                conclude(it, new Exit.Unknown("the machine was restarted while it ran"));
            case Claim.Wrapper(long pid, String start, String sameBoot) -> {
                it.job = Optional.empty();
                handOver(
                        it,
                        Order.of('W', it.ticket)
                                .with(pid)
                                .with(start)
                                .with(files.base(it.attempt).toString()));
                if (it.stopping) {
                    handOver(it, Order.of('S', it.ticket));
                }
            }
        }
    }

    private void startNow(Tracked it, JobSpec job) throws IOException {
        if (it.stopping) {
            refuse(it, "stopped before it started");
            return;
        }
        if (launcher.fails()) {
            refuse(
                    it,
                    "the process that starts the steps ends again and again; see "
                            + files.jobs().resolve("launcher.log"));
            return;
        }
        try {
            boots.touch(it.attempt.run().number());
            byte[] order = orders.orderFor(it.ticket, it.attempt, job);
            it.handedOver = true;
            launcher.send(order);
        } catch (RefusedException e) {
            refuse(it, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            refuse(it, "its files cannot be written: " + RefusedException.words(e));
        }
    }

    private void handOver(Tracked it, Order order) {
        it.handedOver = true;
        launcher.send(order.bytes());
    }

    /** Its wrapper ended without a word: by a signal, or before this executor watched it. */
    private void gone(Tracked it) throws IOException {
        it.handedOver = false;
        Optional<Claim> claim = records.claim(it.attempt);
        if (claim.isEmpty() && !it.mayTryAgain()) {
            refuse(it, "its wrapper was killed again and again before it could start");
        } else if (records.exit(it.attempt).isPresent() || !(claim.orElse(null) instanceof Claim.Wrapper wrapper)) {
            examine(it);
        } else if (it.swept) {
            conclude(it, new Exit.Unknown("its wrapper (process " + wrapper.pid() + ") was killed from outside"));
        } else {
            it.swept = true;
            handOver(
                    it,
                    Order.of('X', it.ticket)
                            .with(files.base(it.attempt).toString())
                            .with(wrapper.pid())
                            .with(orders.leftoverGrace()));
        }
    }

    /** Makes sure that the attempt never starts, and says so; unless it has started already. */
    private void refuse(Tracked it, String reason) throws IOException {
        try {
            if (records.forbid(it.attempt, reason)) {
                conclude(it, new Exit.NotStarted(reason));
                return;
            }
        } catch (IOException e) {
            if (it.job.isPresent() && records.claim(it.attempt).isEmpty()) {
                // No room to write it down; but who could start it is this executor alone, and it does not.
                over(it, new Exit.NotStarted(reason), now());
                return;
            }
            throw e;
        }
        it.job = Optional.empty();
        examine(it);
    }

    /** Nobody knows whether it ran; from now on that is certain. */
    private void giveUp(Tracked it, String reason) throws IOException {
        if (records.forbid(it.attempt, reason)) {
            conclude(it, new Exit.Unknown(reason));
        } else {
            examine(it);
        }
    }

    private void conclude(Tracked it, Exit exit) throws IOException {
        over(it, records.conclude(it.attempt, exit), now());
    }

    private void over(Tracked it, Exit exit, Instant at) {
        it.over = true;
        tracked.remove(it.attempt);
        byTicket.remove(it.ticket);
        listener.ended(it.attempt, exit, at);
    }

    /** The new launcher knows nothing: each attempt is looked at again. */
    private void launcherReplaced() {
        for (Tracked it : tracked.values()) {
            Thread.ofVirtual()
                    .start(() -> locked(it, attempt -> {
                        if (attempt.handedOver) {
                            attempt.handedOver = false;
                            attempt.swept = false;
                            examine(attempt);
                        }
                    }));
        }
    }

    private Instant now() {
        return config.clock().now();
    }
}
