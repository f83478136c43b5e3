package io.millrace.engine.cache;

import io.millrace.engine.Secrets;
import io.millrace.engine.StoreException;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.cache.CacheCheck.Change;
import io.millrace.engine.cache.CacheEntry.Output;
import io.millrace.engine.cache.CacheEntry.Stored;
import io.millrace.engine.cache.StorageContents.Sight;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.JobResult;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.Reservation;
import io.millrace.pipeline.plan.CacheStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Answers whether an earlier result stands for a step, and remembers new ones. Every ingredient of a fingerprint must be
 * known, or there is no reuse; every reused result is compared with what it was when it was made. Calls return at once;
 * answers come from threads of its own.
 */
public final class StepCache implements AutoCloseable {
    private final CacheStore store;
    private final StorageContents contents;
    private final TimeSource time;
    private final BiConsumer<CacheTicket, CacheAnswer> answers;
    private final Reservations reservations = new Reservations();
    private final Lookup lookup;
    private final ExecutorService workers;

    /** Questions that came while answers were held back. */
    private final List<Runnable> early = new ArrayList<>();

    private boolean holdsBack;

    /**
     * @param answers hears each answer; may block
     * @param workers questions that are looked at together
     */
    public StepCache(
            CacheStore store,
            CacheQueries queries,
            StorageContents contents,
            Secrets secrets,
            TimeSource time,
            BiConsumer<CacheTicket, CacheAnswer> answers,
            int workers) {
        this.store = store;
        this.contents = contents;
        this.time = time;
        this.answers = answers;
        this.lookup = new Lookup(store, queries, contents, secrets, time);
        this.workers = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("cache-", 0).daemon().factory());
    }

    /** Answers nobody from now on: more reservations are still to be made known. */
    public void holdBack() {
        synchronized (early) {
            holdsBack = true;
        }
    }

    /** All reservations are known: answers whoever asked meanwhile. */
    public void goOn() {
        synchronized (early) {
            holdsBack = false;
            early.forEach(workers::execute);
            early.clear();
        }
    }

    /** Asks; the answer comes later, and after {@link CacheAnswer.Wait} another one. */
    public void ask(CacheTicket ticket, CacheQuestion question) {
        Runnable work = () -> answer(ticket, question);
        synchronized (early) {
            if (holdsBack) {
                early.add(work);
                return;
            }
        }
        workers.execute(work);
    }

    /** A step runs under a reservation since before this cache was made. */
    public void hold(Reservation reservation) {
        var unused = reservations.take(reservation);
    }

    /** Whether the step runs under a reservation, so that what it makes will be read here when it is over. */
    public boolean isToRemember(CacheTicket ticket) {
        return reservations.heldBy(ticket).isPresent();
    }

    /**
     * The step is over or no longer interested; those who waited for it get their answers. What it made is looked at
     * before this returns, and remembered later.
     *
     * @param result empty: it made nothing that can be reused
     */
    public void settle(CacheTicket ticket, Optional<JobResult> result) {
        Optional<Reservation> held = reservations.heldBy(ticket);
        if (held.isEmpty() || result.isEmpty() || !isReusable(held.get(), result.get())) {
            release(ticket);
            return;
        }
        Map<String, Optional<Sight>> made;
        try {
            made = sights(held.get().question());
        } catch (UnknowableException e) {
            notKept(ticket, held.get().question(), "what it made cannot be read: " + e.getMessage());
            release(ticket);
            return;
        }
        workers.execute(() -> {
            try {
                keep(held.get(), result.get(), made);
            } finally {
                release(ticket);
            }
        });
    }

    private static boolean isReusable(Reservation reservation, JobResult result) {
        return result.status() == NodeStatus.SUCCEEDED
                || reservation.question().strategy() == CacheStrategy.CONSERVATIVE;
    }

    private void release(CacheTicket ticket) {
        reservations.release(ticket).forEach(next -> ask(next.ticket(), next.question()));
    }

    private void answer(CacheTicket ticket, CacheQuestion question) {
        CacheAnswer answer;
        try {
            answer = decide(ticket, question);
        } catch (UnknowableException e) {
            answer = uncacheable(ticket, question, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            release(ticket);
            answer = new CacheAnswer.Uncacheable("the cache cannot be read: " + e.getMessage());
        } catch (RuntimeException bug) {
            release(ticket);
            answer = new CacheAnswer.Uncacheable("internal error of the cache, please report it: " + bug);
        }
        answers.accept(ticket, answer);
    }

    private CacheAnswer uncacheable(CacheTicket ticket, CacheQuestion question, String reason) {
        store.recordSoon(uncacheableCheck(ticket, question, reason));
        return new CacheAnswer.Uncacheable(reason);
    }

    private CacheCheck uncacheableCheck(CacheTicket ticket, CacheQuestion question, String reason) {
        return new CacheCheck(
                ticket.run(),
                ticket.node(),
                question.source(),
                question.path(),
                time.now(),
                Answer.UNCACHEABLE,
                reason,
                "",
                "",
                Optional.empty(),
                List.of());
    }

    private CacheAnswer decide(CacheTicket ticket, CacheQuestion question) throws UnknowableException {
        Prints prints = lookup.prints(question);
        Lookup.Found found = lookup.find(question, prints);
        if (found.hit().isEmpty()) {
            Optional<Reservation> holder = reservations.take(new Reservation(ticket, prints.key(), question));
            if (holder.isPresent()) {
                return new CacheAnswer.Wait(
                        holder.get().ticket().run(), holder.get().question().path());
            }
            // again: what the last holder made may have been added since the first look
            found = lookup.find(question, prints);
            if (found.hit().isPresent()) {
                release(ticket);
            }
        }
        return found.hit().isPresent()
                ? hit(ticket, question, prints, found.hit().get())
                : miss(ticket, question, prints, found);
    }

    private CacheAnswer hit(CacheTicket ticket, CacheQuestion question, Prints prints, Stored stored) {
        CacheEntry entry = stored.entry();
        store.recordSoon(new CacheCheck(
                ticket.run(),
                ticket.node(),
                question.source(),
                question.path(),
                time.now(),
                Answer.HIT,
                "the same as %s of %s".formatted(entry.path(), entry.run()),
                prints.first(),
                prints.second(),
                Optional.of(stored.number()),
                List.of()));
        return new CacheAnswer.Hit(stored.result());
    }

    private CacheAnswer miss(CacheTicket ticket, CacheQuestion question, Prints prints, Lookup.Found found) {
        Optional<Stored> nearest = lookup.nearest(question, prints, found);
        List<Change> changes = lookup.changes(prints, nearest);
        String reason = lookup.reason(ticket.run(), question, nearest, changes);
        store.recordSoon(new CacheCheck(
                ticket.run(),
                ticket.node(),
                question.source(),
                question.path(),
                time.now(),
                Answer.MISS,
                reason,
                prints.first(),
                prints.second(),
                nearest.map(Stored::number),
                changes));
        return new CacheAnswer.Miss(prints.key(), reason);
    }

    private Map<String, Optional<Sight>> sights(CacheQuestion question) throws UnknowableException {
        Map<String, Optional<Sight>> sights = new LinkedHashMap<>();
        String location = Prints.storage(question);
        for (Map.Entry<String, String> output : question.outputs().entrySet()) {
            sights.put(output.getKey(), contents.sight(location, output.getValue()));
        }
        return sights;
    }

    private void keep(Reservation held, JobResult result, Map<String, Optional<Sight>> made) {
        CacheQuestion question = held.question();
        CacheTicket ticket = held.ticket();
        try {
            Prints prints = lookup.prints(question);
            if (!prints.key().equals(held.key())) {
                notKept(ticket, question, "what it read was changed while it ran");
                return;
            }
            long unused = store.add(entry(held, result, prints, outputs(question, made)));
        } catch (UnknowableException | StoreException e) {
            notKept(ticket, question, "its result could not be remembered: " + e.getMessage());
        }
    }

    /** Nothing may be written after it for long, so it is written at once. */
    private void notKept(CacheTicket ticket, CacheQuestion question, String reason) {
        try {
            store.record(List.of(uncacheableCheck(ticket, question, reason)));
        } catch (StoreException e) {
            // the engine itself stops when the store stays like this, and says why
        }
    }

    private static CacheEntry entry(Reservation held, JobResult result, Prints prints, Map<String, Output> outputs) {
        CacheQuestion question = held.question();
        return new CacheEntry(
                prints.first(),
                prints.second(),
                prints.storage(),
                question.source(),
                question.user(),
                question.pipeline(),
                held.ticket().run(),
                question.path(),
                result.jobId(),
                question.strategy(),
                result.status(),
                result.submittedAt(),
                result.endedAt(),
                question.maxExpiredTime(),
                outputs,
                prints.definition(),
                prints.contents());
    }

    private static Map<String, Output> outputs(CacheQuestion question, Map<String, Optional<Sight>> made)
            throws UnknowableException {
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<Sight>> sight : made.entrySet()) {
            String path = question.outputs().getOrDefault(sight.getKey(), "");
            outputs.put(sight.getKey(), Lookup.output(path, sight.getValue()));
        }
        return outputs;
    }

    /** Answers what was asked, remembers what was settled, and ends. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
