package io.millrace.engine.artifact;

import io.millrace.engine.StoreException;
import io.millrace.engine.TimeSource;
import io.millrace.engine.artifact.Artifact.Place;
import io.millrace.engine.artifact.ArtifactContent.Absent;
import io.millrace.engine.artifact.ArtifactContent.Known;
import io.millrace.engine.artifact.ArtifactContent.Unreadable;
import io.millrace.engine.artifact.ArtifactStore.Finding;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.cache.StorageContents.Content;
import io.millrace.engine.cache.UnknowableException;
import io.millrace.engine.core.CacheTicket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Reads what steps made, when they are over, and completes the records. What is still to be read is what the store has no
 * content of, so a crash loses nothing: the next engine goes on. One thread, behind everybody's back; what it finds is
 * written in few transactions.
 */
public final class ArtifactReader implements AutoCloseable {
    private static final int PAGE = 200;

    /** Records of steps that end soon after each other are completed together. */
    private static final long COMPANY_MILLIS = 200;

    /** What the cache reads is looked for again after this time. */
    private static final long AGAIN_MILLIS = 500;

    /** What is not read by then is left to the next engine. */
    private static final long CLOSING_MILLIS = 5_000;

    private final ArtifactStore store;
    private final ArtifactQueries queries;
    private final StorageContents contents;
    private final Predicate<CacheTicket> readByCache;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    /** Guarded by the lock. */
    private boolean wanted = true;

    /** Guarded by the lock. */
    private boolean closing;

    /** @param readByCache whether the cache will read what a step makes, and note it */
    public ArtifactReader(
            ArtifactStore store,
            ArtifactQueries queries,
            StorageContents contents,
            Predicate<CacheTicket> readByCache,
            TimeSource time) {
        this.store = store;
        this.queries = queries;
        this.contents = contents;
        this.readByCache = readByCache;
        this.time = time;
        this.thread = Thread.ofPlatform().name("artifacts").daemon().start(this::work);
    }

    /** There may be something to read. */
    public void wake() {
        lock.lock();
        try {
            wanted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            boolean again = false;
            while (awaitWork(again)) {
                again = pass();
            }
            boolean unused = pass();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when this is the end. */
    private boolean awaitWork(boolean again) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(again ? AGAIN_MILLIS : Long.MAX_VALUE / 1_000_000);
            while (!wanted && !closing && left > 0) {
                left = changed.awaitNanos(left);
            }
            long company = TimeUnit.MILLISECONDS.toNanos(COMPANY_MILLIS);
            while (!closing && company > 0) {
                company = changed.awaitNanos(company);
            }
            wanted = false;
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Reads all that waits; true when something was left to the cache, or the store did not answer. */
    private boolean pass() throws InterruptedException {
        boolean left = false;
        long after = 0;
        List<Artifact> page;
        try {
            do {
                page = queries.pending(after, PAGE);
                List<Artifact> mine = page.stream()
                        .filter(artifact -> !readByCache.test(new CacheTicket(
                                artifact.row().run(), artifact.row().node())))
                        .toList();
                left |= mine.size() < page.size();
                complete(mine);
                after = page.isEmpty() ? after : page.getLast().number();
            } while (page.size() == PAGE);
            return left;
        } catch (StoreException e) {
            return true; // the engine itself stops when the store stays like this, and says why
        }
    }

    private void complete(List<Artifact> artifacts) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Set<Place> seen = new HashSet<>();
        for (Artifact artifact : artifacts) {
            if (seen.add(artifact.place())) {
                findings.add(new Finding(artifact.place(), look(artifact.place())));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("told to end");
            }
        }
        if (!findings.isEmpty()) {
            store.complete(findings);
        }
    }

    private ArtifactContent look(Place place) {
        try {
            Optional<Content> content = contents.measure(place.location(), place.path());
            return content.isPresent()
                    ? new Known(content.get().digest(), content.get().bytes(), time.now())
                    : new Absent(time.now());
        } catch (UnknowableException e) {
            return new Unreadable(String.valueOf(e.getMessage()), time.now());
        }
    }

    /** Reads what waits, as long as that takes little time, and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(CLOSING_MILLIS);
            thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
