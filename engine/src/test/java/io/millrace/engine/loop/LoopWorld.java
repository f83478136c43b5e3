package io.millrace.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.QueueLimits;
import io.millrace.engine.StoreException;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.Signal;
import io.millrace.engine.record.EventJson;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Several runs on the real loop, in virtual time. Letters, processes, files, the cache and the store are simulated. The
 * process may be lost before a commit, after it, and between any two commands; the store may refuse for a while.
 */
final class LoopWorld {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random;
    private final double harm;
    private final int slotLimit;
    private final MemoryStore store;
    private final Map<RunId, RunInput> inputs = new TreeMap<>();
    private final Map<RunId, Map<String, FileContent>> files = new HashMap<>();
    private final Map<AttemptId, Job> processes = new HashMap<>();
    private final Set<AttemptId> voided = new HashSet<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private EngineLoop loop;
    private Instant now = EPOCH;
    private long ticket;
    private int life;

    /** What the next life begins with, before anybody can ask it for anything. */
    private List<Letter> takeUp = List.of();

    /** The process is lost here. */
    static final class Lost extends Error {
        private static final long serialVersionUID = 1L;

        Lost() {
            super("lost", null, false, false);
        }
    }

    private record Due(Instant at, long ticket, int life, Letter letter) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(ticket, other.ticket);
        }
    }

    private static final class Job {
        Instant end;
        int code;

        Job(Instant end, int code) {
            this.end = end;
            this.code = code;
        }
    }

    /** @param harm how likely each chance to lose the process is */
    LoopWorld(long seed, int slots, double harm) {
        this.random = new Random(seed);
        this.harm = harm;
        this.slotLimit = slots;
        this.store = new MemoryStore(this::loseMaybe, this::refuses);
        this.loop = newLoop();
    }

    private EngineLoop newLoop() {
        return new EngineLoop(
                store,
                new Hands(life),
                new Slots(slotLimit, QueueLimits.NONE),
                new Observer(),
                () -> now,
                (tries, cause) -> {
                    if (tries > 3) {
                        throw cause;
                    }
                });
    }

    /** Every event that was stored, in order of storing. */
    List<String> trace() {
        return store.trace();
    }

    RunState run(RunId id) {
        return store.fold(id);
    }

    void submit(int millis, RunInput input, Map<String, FileContent> itsFiles) {
        inputs.put(input.run(), input);
        files.put(input.run(), itsFiles);
        store.create(input);
        Instant at = EPOCH.plusMillis(millis);
        user(at, new Letter.Begin(new RunState(input), new Signal.Submitted(List.of(), at)));
    }

    void stop(int millis, RunId run, boolean force) {
        Instant at = EPOCH.plusMillis(millis);
        user(at, new Letter.Ask(run, new Signal.StopRequested(force, at), new CompletableFuture<>()));
    }

    private void user(Instant at, Letter letter) {
        dues.add(new Due(at, ticket++, Integer.MAX_VALUE, letter));
    }

    private void later(Duration after, RunId run, Signal signal) {
        dues.add(new Due(now.plus(after), ticket++, life, new Letter.News(run, signal)));
    }

    /** Lets time pass until every run has ended. */
    void play() throws InterruptedException {
        while (!inputs.keySet().stream().allMatch(id -> run(id).status().isFinal())) {
            List<Letter> batch = nextBatch();
            try {
                assertThat(loop.turn(batch)).isTrue();
                check();
            } catch (Lost | StoreException lost) {
                restart(batch);
            }
        }
        assertThat(processes.values()).as("processes after the end").allMatch(job -> !job.end.isAfter(now));
    }

    /** What is due at the next moment, or a part of it, as a mailbox would give it. */
    private List<Letter> nextBatch() {
        List<Letter> batch = new ArrayList<>(takeUp);
        takeUp = List.of();
        int most = 1 + random.nextInt(8);
        while (batch.size() < most
                && !dues.isEmpty()
                && (batch.isEmpty() || !dues.peek().at().isAfter(now))) {
            Due due = dues.remove();
            now = due.at();
            if (due.life() == life || due.life() == Integer.MAX_VALUE) {
                batch.add(due.letter());
            }
        }
        if (batch.isEmpty() && dues.isEmpty()) {
            throw new AssertionError("nothing will ever happen again, and not every run has ended");
        }
        return batch;
    }

    /** The next process: rebuilds every unfinished run from what is stored. Who asked and was not heard asks again. */
    private void restart(List<Letter> unheard) {
        life++;
        loop = newLoop();
        for (Letter letter : unheard) {
            if (letter instanceof Letter.Ask ask) {
                user(now, ask);
            }
        }
        List<RunState> resumed = new ArrayList<>();
        for (RunId id : inputs.keySet()) {
            boolean begun = !store.events(id).isEmpty();
            if (begun && !run(id).status().isFinal()) {
                RunState state = new RunState(inputs.get(id));
                store.events(id).forEach(event -> state.apply(EventJson.read(event)));
                resumed.add(state);
            } else if (!begun && unheard.stream().anyMatch(letter -> isBeginOf(letter, id))) {
                user(now, new Letter.Begin(new RunState(inputs.get(id)), new Signal.Submitted(List.of(), now)));
            }
        }
        takeUp = List.of(new Letter.Resume(resumed));
    }

    private static boolean isBeginOf(Letter letter, RunId id) {
        return letter instanceof Letter.Begin begin && begin.run().id().equals(id);
    }

    private void check() {
        assertThat(store.liveAttempts()).as("slots in use").isLessThanOrEqualTo(slotLimit);
        assertThat(processes.values().stream().filter(job -> job.end.isAfter(now)))
                .as("processes at once")
                .hasSizeLessThanOrEqualTo(slotLimit);
    }

    private void loseMaybe() {
        if (random.nextDouble() < harm) {
            throw new Lost();
        }
    }

    private boolean refuses() {
        return random.nextDouble() < harm;
    }

    private Duration delay(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    private static final class Observer implements EngineObserver {
        @Override
        public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {}

        @Override
        public void broken(RunRow row, RuntimeException bug) {
            throw new AssertionError(row.message(), bug);
        }

        @Override
        public void storeFailing(String message) {}
    }

    /** Executor, files, cache and clock of one life. */
    private final class Hands implements Commands {
        private final int own;

        Hands(int own) {
            this.own = own;
        }

        @Override
        public void perform(RunId run, Command command) {
            assertThat(own).isEqualTo(life);
            loseMaybe();
            switch (command) {
                case Command.StartJob start -> start(run, start.attempt());
                case Command.AdoptJob adopt -> adopt(run, adopt.attempt());
                case Command.StopJob stop -> stopJob(run, stop.attempt());
                case Command.ReadFile read ->
                    later(delay(5), run, new Signal.FileRead(read.request(), content(run, read), now));
                case Command.AskCache ask -> answer(run, ask.ticket());
                case Command.SettleCache settle -> {}
                case Command.SetTimer timer ->
                    later(
                            timer.due().isAfter(now) ? Duration.between(now, timer.due()) : Duration.ZERO,
                            run,
                            new Signal.TimerFired(timer.timer(), timer.due()));
                case Command.RequestSlot request -> throw new AssertionError("slots belong to the loop");
                case Command.ReleaseSlot release -> throw new AssertionError("slots belong to the loop");
            }
        }

        private FileContent content(RunId run, Command.ReadFile read) {
            return Optional.ofNullable(files.get(run))
                    .map(known -> known.get(read.path().replaceAll(".*/", "")))
                    .orElse(new FileContent.Unreadable("no such file"));
        }

        private void answer(RunId run, CacheTicket asked) {
            CacheAnswer answer = random.nextBoolean()
                    ? new CacheAnswer.Miss("key " + asked, "changed")
                    : new CacheAnswer.Uncacheable("unreadable");
            later(delay(9), run, new Signal.CacheAnswered(asked.node(), answer, now));
        }

        private void start(RunId run, AttemptId attempt) {
            assertThat(processes).as("a second process of " + attempt).doesNotContainKey(attempt);
            assertThat(run(run).status().isFinal())
                    .as("a process of a run that ended")
                    .isFalse();
            if (voided.contains(attempt)) {
                notStarted(run, attempt);
                return;
            }
            Job job = new Job(now.plus(delay(40)), random.nextInt(8) == 0 ? 1 : 0);
            processes.put(attempt, job);
            report(run, attempt, job);
        }

        private void adopt(RunId run, AttemptId attempt) {
            Job job = processes.get(attempt);
            if (job == null) {
                start(run, attempt);
            } else {
                report(run, attempt, job);
            }
        }

        private void stopJob(RunId run, AttemptId attempt) {
            Job job = processes.get(attempt);
            if (job == null) {
                voided.add(attempt);
                notStarted(run, attempt);
            } else if (job.end.isAfter(now)) {
                job.end = now.plus(delay(15));
                job.code = 143;
                dues.removeIf(due -> due.letter() instanceof Letter.News(RunId any, Signal signal)
                        && signal instanceof Signal.JobEnded ended
                        && ended.attempt().equals(attempt));
                report(run, attempt, job);
            }
        }

        private void notStarted(RunId run, AttemptId attempt) {
            later(Duration.ZERO, run, new Signal.JobEnded(attempt, new Exit.NotStarted("stopped before"), now));
        }

        private void report(RunId run, AttemptId attempt, Job job) {
            if (random.nextBoolean()) {
                later(Duration.ZERO, run, new Signal.JobStarted(attempt, now));
            }
            int times = random.nextInt(10) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                Duration rest = job.end.isAfter(now) ? Duration.between(now, job.end) : Duration.ZERO;
                later(rest, run, new Signal.JobEnded(attempt, new Exit.Code(job.code), job.end));
            }
        }

        @Override
        public void artifactsRecorded() {}

        @Override
        public void close() {}
    }
}
