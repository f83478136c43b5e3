package io.millrace.engine.loop;

import io.millrace.engine.HaltPoint;
import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.RunQueries;
import io.millrace.engine.RunStore;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.StepCache;
import io.millrace.engine.core.Kept;
import io.millrace.engine.core.KeptResults;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.core.Signal;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes up runs that an earlier engine left. Runs with attempts that may be alive come first, all together: none may be
 * given a slot before these have taken theirs. The others follow on a thread of its own, oldest first, so that the first
 * steps start long before the last of very many runs is rebuilt. Until then the cache answers nobody: a run that asks must
 * not overtake one that already runs the same. Safe for use by many threads.
 */
final class Recovery implements AutoCloseable {
    /** The first few start steps soon; many at a time need fewer commits. */
    private static final int FIRST_PORTION = 5;

    private static final int LARGEST_PORTION = 100;

    private final RunStore store;
    private final RunQueries queries;
    private final Replay replay;
    private final StepCache cache;
    private final TimeSource time;
    private final Consumer<Letter> letters;
    private final Consumer<RuntimeException> failed;

    /** The newest run that an earlier engine can have left; 0 when there is none. */
    private final long newest;

    /** All that were left up to this one are taken up. */
    private long reached;

    /** Those beyond it that were taken up out of turn. */
    private final Set<RunId> early = new HashSet<>();

    private volatile boolean closed;
    private Optional<Thread> thread = Optional.empty();

    /**
     * @param letters takes what the loop is to hear
     * @param failed hears why what is left cannot be taken up
     */
    Recovery(
            RunStore store,
            RunQueries queries,
            Replay replay,
            StepCache cache,
            TimeSource time,
            Consumer<Letter> letters,
            Consumer<RuntimeException> failed) {
        this.store = store;
        this.queries = queries;
        this.replay = replay;
        this.cache = cache;
        this.time = time;
        this.letters = letters;
        this.failed = failed;
        this.newest = queries.runs(RunFilter.ALL, 1).stream()
                .mapToLong(run -> run.id().number())
                .findFirst()
                .orElse(0);
    }

    /** A run to go on with; {@code kept} is what it starts with when nothing of it happened yet. */
    private record Unfinished(RunState state, List<Kept> kept) {
        boolean hasBegun() {
            return state.sequence() > 0;
        }
    }

    /** Takes up all; those that may have live attempts before this returns. */
    synchronized void all() {
        List<RunId> alive =
                queries.runsWithAttempts().stream().filter(this::isLeft).toList();
        early.addAll(alive);
        if (next(1).isEmpty()) {
            takeUp(alive);
            reached(newest);
            return;
        }
        cache.holdBack();
        takeUp(alive);
        Thread rest = Thread.ofPlatform().name("recovery").unstarted(this::rest);
        thread = Optional.of(rest);
        rest.start();
    }

    /** Takes up one run now. */
    synchronized void one(RunId run) {
        if (isLeft(run)) {
            early.add(run);
        }
        takeUp(List.of(run));
    }

    /** Makes sure that the loop knows a run before it hears of it, when it is one of those that are left. */
    synchronized void first(RunId run) {
        if (isLeft(run)) {
            one(run);
        }
    }

    private boolean isLeft(RunId run) {
        return run.number() > reached && run.number() <= newest && !early.contains(run);
    }

    private void rest() {
        try {
            int limit = FIRST_PORTION;
            while (!closed && portion(limit)) {
                // others may ask for a run in between
                limit = Math.min(2 * limit, LARGEST_PORTION);
            }
            if (!closed) {
                cache.goOn(); // with runs left it would answer without knowing their reservations
            }
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    /** Whether anything was left. */
    private synchronized boolean portion(int limit) {
        List<RunId> next = next(limit);
        takeUp(next);
        reached(next.isEmpty() ? newest : next.getLast().number());
        return !next.isEmpty();
    }

    private void reached(long number) {
        reached = number;
        early.removeIf(run -> run.number() <= number);
    }

    /** The oldest runs that are left. */
    private List<RunId> next(int limit) {
        List<RunId> found = new ArrayList<>();
        long after = reached;
        List<RunId> page;
        do {
            page = queries.unfinishedRuns(after, limit);
            page.stream().filter(this::isLeft).forEach(found::add);
            after = page.isEmpty() ? newest : page.getLast().number();
        } while (found.isEmpty() && after < newest);
        return found;
    }

    private void takeUp(List<RunId> ids) {
        List<Unfinished> runs =
                ids.stream().map(this::rebuilt).flatMap(Optional::stream).toList();
        runs.forEach(run -> run.state().reservations().forEach(cache::hold));
        letters.accept(new Letter.Resume(runs.stream()
                .filter(Unfinished::hasBegun)
                .map(Unfinished::state)
                .toList()));
        Instant now = time.now();
        runs.stream()
                .filter(run -> !run.hasBegun())
                .forEach(run -> letters.accept(new Letter.Begin(run.state(), new Signal.Submitted(run.kept(), now))));
    }

    private Optional<Unfinished> rebuilt(RunId id) {
        RunRecord run = record(id);
        if (run.row().status().isFinal()) {
            return Optional.empty();
        }
        try {
            RunState state = replay.of(run);
            List<Kept> kept =
                    state.sequence() > 0 ? List.of() : kept(run.created().retryOf());
            HaltPoint.AFTER_REPLAY.pass();
            return Optional.of(new Unfinished(state, kept));
        } catch (MillraceException | IllegalArgumentException | IllegalStateException e) {
            fail(run, "cannot be taken up again: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void fail(RunRecord run, String why) {
        Instant now = time.now();
        RunRow row = new RunRow(run.id(), RunStatus.FAILED, why, run.row().activatedAt(), Optional.of(now), now);
        store.commit(new Batch(List.of(), List.of(row), List.of(), List.of()));
    }

    /** What a retry of a run starts with. */
    List<Kept> kept(Optional<RunId> retryOf) {
        return retryOf.map(id -> KeptResults.of(replay.of(record(id)))).orElse(List.of());
    }

    /**
     * A run as it is stored.
     *
     * @throws MillraceException when there is no such run
     */
    RunRecord record(RunId id) {
        return queries.run(id)
                .orElseThrow(() -> new MillraceException(
                        Code.RUN_NOT_FOUND,
                        "there is no run %s; `millrace runs list` shows those there are".formatted(id)));
    }

    /** Leaves what is left to the next engine. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.isPresent()) {
                thread.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
