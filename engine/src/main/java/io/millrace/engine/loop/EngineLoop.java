package io.millrace.engine.loop;

import io.millrace.engine.HaltPoint;
import io.millrace.engine.RunStore;
import io.millrace.engine.StoreException;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Demand;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.Outcome;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StepRun;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventJson;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.RunRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Moves every run forward: take letters, decide, commit, act. All of it on one thread, so that no state of a run needs a
 * lock; one commit for all that waited, so that many steps share one wait for the disk; no command before the commit, so
 * that nothing happens that is not written down.
 */
final class EngineLoop {
    private final RunStore store;
    private final Commands commands;
    private final Slots slots;
    private final EngineObserver observer;
    private final TimeSource time;
    private final CommitPatience patience;
    private final Map<RunId, RunState> live = new HashMap<>();
    private volatile EngineLoad load;

    /** Who waits until nothing runs; from the first one on nothing starts. */
    private final List<CompletableFuture<Void>> drained = new ArrayList<>();

    /** Events of each live run that are stored. */
    private final Map<RunId, Long> durable = new HashMap<>();

    EngineLoop(
            RunStore store,
            Commands commands,
            Slots slots,
            EngineObserver observer,
            TimeSource time,
            CommitPatience patience) {
        this.store = store;
        this.commands = commands;
        this.slots = slots;
        this.observer = observer;
        this.time = time;
        this.patience = patience;
        this.load = loadNow(0);
    }

    /** As it was after the last turn. */
    EngineLoad load(int letters) {
        return new EngineLoad(load.running(), load.waiting(), load.slots(), letters);
    }

    private EngineLoad loadNow(int letters) {
        return new EngineLoad(slots.inUse(), slots.waiting(), slots.limit(), letters);
    }

    /** Takes batches until one says to close. */
    void run(Mailbox mailbox) throws InterruptedException {
        while (turn(mailbox.takeAll())) {
            // the next batch gathered while this one was written
        }
    }

    /** One turn for all that waits; false when nothing should follow. */
    boolean turn(List<Letter> batch) throws InterruptedException {
        Turn turn = new Turn();
        boolean open = true;
        for (Letter letter : batch) {
            switch (letter) {
                case Letter.News(RunId run, Signal signal) -> turn.decide(run, signal);
                case Letter.Ask(RunId run, Signal signal, CompletableFuture<Void> done) -> {
                    turn.decide(run, signal);
                    turn.answers.add(done);
                }
                case Letter.Begin(RunState run, Signal.Submitted signal) -> {
                    live.put(run.id(), run);
                    turn.decide(run.id(), signal);
                }
                case Letter.Resume(List<RunState> runs) -> {
                    runs.forEach(this::takeUp);
                    runs.forEach(turn::resume);
                }
                case Letter.LimitsChanged() -> {
                    // slots are granted at the end of every turn
                }
                case Letter.Drain(CompletableFuture<Void> done) -> {
                    slots.drain();
                    drained.add(done);
                }
                case Letter.Close() -> open = false;
            }
        }
        turn.finish();
        load = loadNow(batch.size());
        if (slots.inUse() == 0) {
            drained.forEach(done -> done.complete(null));
        }
        return open;
    }

    private void takeUp(RunState run) {
        live.put(run.id(), run);
        durable.put(run.id(), run.sequence());
        liveSteps(run).forEach(step -> slots.hold(attempt(run, step), step.demand()));
    }

    private static List<StepRun> liveSteps(RunState run) {
        List<StepRun> steps = new ArrayList<>();
        for (NodeRun node : run.nodes()) {
            if (node instanceof StepRun step && step.hasLiveAttempt()) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static AttemptId attempt(RunState run, StepRun step) {
        return new AttemptId(run.id(), step.number(), step.attempts());
    }

    /** A wish that belongs to a run. */
    private record Wish(RunId run, Command command) {}

    /** A run that a bug ended. */
    private record Lost(EventRow event, RunRow row, RuntimeException bug) {}

    /** What is decided between two commits. */
    private final class Turn {
        private final Recorder recorder = new Recorder();
        private final List<Wish> wishes = new ArrayList<>();
        private final List<CompletableFuture<Void>> answers = new ArrayList<>();
        private final Map<RunId, RuntimeException> broken = new HashMap<>();

        void decide(RunId id, Signal signal) {
            RunState run = live.get(id);
            if (run == null || broken.containsKey(id)) {
                comesTooLate(id, signal);
                return;
            }
            try {
                take(run, RunCore.on(run, signal));
            } catch (RuntimeException bug) {
                broken.put(id, bug);
            }
        }

        /** What a run of the past had, others may have now. */
        private void comesTooLate(RunId id, Signal signal) {
            if (signal instanceof Signal.CacheAnswered(int node, CacheAnswer.Miss miss, Instant at)) {
                wishes.add(new Wish(id, new Command.SettleCache(new CacheTicket(id, node), Optional.empty())));
            }
            if (signal instanceof Signal.JobEnded(AttemptId attempt, Exit exit, Instant at)) {
                slots.release(attempt);
            }
        }

        void resume(RunState run) {
            try {
                take(run, RunCore.resume(run, time.now()));
            } catch (RuntimeException bug) {
                broken.put(run.id(), bug);
            }
        }

        private void take(RunState run, Outcome outcome) {
            recorder.add(run, outcome);
            for (Command command : outcome.commands()) {
                switch (command) {
                    case Command.RequestSlot(AttemptId attempt, Demand demand) -> slots.request(attempt, demand);
                    case Command.ReleaseSlot(AttemptId attempt) -> slots.release(attempt);
                    case Command.AdoptJob adopt -> wish(run, adopt);
                    case Command.StartJob start -> wish(run, start);
                    case Command.StopJob stop -> wish(run, stop);
                    case Command.ReadFile read -> wish(run, read);
                    case Command.AskCache ask -> wish(run, ask);
                    case Command.SettleCache settle -> wish(run, settle);
                    case Command.SetTimer timer -> wish(run, timer);
                }
            }
        }

        private void wish(RunState run, Command command) {
            wishes.add(new Wish(run.id(), command));
        }

        void finish() throws InterruptedException {
            List<AttemptId> granted = slots.grant();
            while (!granted.isEmpty()) {
                Instant now = time.now();
                granted.forEach(attempt -> decide(attempt.run(), new Signal.SlotGranted(attempt, now)));
                granted = slots.grant();
            }
            List<Lost> lost = broken.entrySet().stream()
                    .map(entry -> giveUp(entry.getKey(), entry.getValue()))
                    .toList();
            List<Recorder.Report> reports = recorder.reports(time.now());
            HaltPoint.BEFORE_COMMIT.pass();
            Batch batch = recorder.batch(reports);
            commit(batch, lost);
            HaltPoint.AFTER_COMMIT.pass();
            reports.forEach(this::publish);
            lost.forEach(run -> observer.broken(run.row(), run.bug()));
            answers.forEach(answer -> answer.complete(null));
            wishes.forEach(wish -> commands.perform(wish.run(), wish.command()));
            if (!batch.artifacts().isEmpty()) {
                commands.artifactsRecorded();
            }
        }

        private void publish(Recorder.Report report) {
            RunState run = live.get(report.run());
            if (run == null) {
                throw new IllegalStateException("committed for " + report.run() + ", which is not live");
            }
            durable.put(report.run(), run.sequence());
            if (run.status().isFinal()) {
                live.remove(report.run());
                durable.remove(report.run());
            }
            observer.committed(report.run(), report.events(), report.row(), report.nodes());
        }

        /**
         * A bug in the rules ends the run it showed in, loudly, and leaves the others alone. What runs of it keeps its
         * slots until nothing of it is left.
         */
        private Lost giveUp(RunId id, RuntimeException bug) {
            recorder.forget(id);
            wishes.removeIf(wish -> wish.run().equals(id));
            RunState run = Optional.ofNullable(live.remove(id)).orElseThrow();
            Set<AttemptId> running =
                    liveSteps(run).stream().map(step -> attempt(run, step)).collect(Collectors.toSet());
            slots.release(id, running);
            running.forEach(attempt -> wishes.add(new Wish(id, new Command.StopJob(attempt))));
            for (NodeRun node : run.nodes()) {
                if (node instanceof StepRun step && step.asksCache()) {
                    CacheTicket ticket = new CacheTicket(id, step.number());
                    wishes.add(new Wish(id, new Command.SettleCache(ticket, Optional.empty())));
                }
            }
            Instant now = time.now();
            String message = "internal error, please report it: " + bug;
            long sequence = Optional.ofNullable(durable.remove(id)).orElse(0L) + 1;
            RunEvent end = new RunEvent.RunEnded(RunStatus.FAILED, message, now);
            return new Lost(
                    new EventRow(id, sequence, EventJson.write(end)),
                    new RunRow(id, RunStatus.FAILED, message, run.activatedAt(), Optional.of(now), now),
                    bug);
        }

        private void commit(Batch batch, List<Lost> lost) throws InterruptedException {
            List<EventRow> events = new ArrayList<>(batch.events());
            List<RunRow> runs = new ArrayList<>(batch.runs());
            lost.forEach(run -> {
                events.add(run.event());
                runs.add(run.row());
            });
            Batch whole = new Batch(events, runs, batch.nodes(), batch.artifacts());
            for (int failures = 0; !whole.isEmpty(); failures++) {
                try {
                    store.commit(whole);
                    return;
                } catch (StoreException e) {
                    observer.storeFailing(String.valueOf(e.getMessage()));
                    patience.await(failures, e);
                }
            }
        }
    }
}
