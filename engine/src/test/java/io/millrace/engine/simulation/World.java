package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.CachedResult;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Demand;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.JobResult;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.Kept;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.Outcome;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StepRun;
import io.millrace.engine.record.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One run in virtual time. Processes, files and slots are simulated; rules and event format are the real ones. A crash
 * forgets everything but the stored events and the processes.
 */
public final class World {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final RunInput input;
    private final Behaviours behaviours;
    private final Map<String, FileContent> files;
    private final Hazards hazards;
    private final int slotLimit;
    private final List<String> stored = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private final List<Start> starts = new ArrayList<>();
    private final Map<AttemptId, Job> processes = new HashMap<>();
    private final Map<Integer, String> reservations = new HashMap<>();
    private final Set<AttemptId> voided = new LinkedHashSet<>();
    private final Set<AttemptId> slotsHeld = new LinkedHashSet<>();
    private final Set<AttemptId> slotsWanted = new LinkedHashSet<>();
    private final Invariants invariants;
    private RunState run;
    private Instant now = EPOCH;
    private long ticket;
    private int life;
    int mostAtOnce;

    /** How the process of an attempt acts. */
    interface Behaviours {
        Behaviour of(String path, int attempt, JobSpec spec);
    }

    /** An attempt that was started. */
    record Start(String path, int attempt, JobSpec spec, Duration after) {}

    /** What goes wrong, and when. */
    record Hazards(Random random, double crash) {
        static final Hazards NONE = new Hazards(new Random(0), 0);

        boolean crashes() {
            return crash > 0 && random.nextDouble() < crash;
        }

        Duration delay(int maxMillis) {
            return crash == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(maxMillis));
        }
    }

    /** Something that happens later; of an earlier life it only happens when it is the user's doing. */
    private record Due(Instant at, long ticket, int life, Signal signal) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(ticket, other.ticket);
        }
    }

    private static final class Job {
        final Instant start;
        Instant end;
        int code;
        final Duration resistance;

        Job(Instant start, Behaviour behaviour) {
            this.start = start;
            this.end = start.plus(behaviour.duration());
            this.code = behaviour.code();
            this.resistance = behaviour.resistance();
        }
    }

    World(RunInput input, int slotLimit, Behaviours behaviours, Map<String, FileContent> files, Hazards hazards) {
        this.input = input;
        this.slotLimit = slotLimit;
        this.behaviours = behaviours;
        this.files = files;
        this.hazards = hazards;
        this.run = new RunState(input);
        this.invariants = new Invariants(input);
    }

    RunState run() {
        return run;
    }

    /** Every attempt that was started, in order. */
    List<Start> starts() {
        return starts;
    }

    /** What the first attempt of the step at {@code path} got. */
    JobSpec spec(String path) {
        return starts.stream()
                .filter(start -> start.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no attempt of " + path + " among " + starts))
                .spec();
    }

    /** An environment variable of the step at {@code path}. */
    String env(String path, String name) {
        return Objects.requireNonNull(spec(path).env().get(name), name);
    }

    /** Why the node at {@code path} is in its status. */
    String message(String path) {
        return run.nodes().stream()
                .filter(node -> node.path().equals(path))
                .findFirst()
                .orElseThrow()
                .message();
    }

    /** Every event that was stored, in order. */
    List<String> trace() {
        return trace;
    }

    /** Files are read with their real limit: too large is unreadable. */
    private FileContent content(Command.ReadFile read) {
        FileContent content =
                files.getOrDefault(read.path().replaceAll(".*/", ""), new FileContent.Unreadable("no such file"));
        boolean tooLarge = content instanceof FileContent.Text(String text) && text.length() >= read.limit();
        return tooLarge ? new FileContent.Unreadable("too large") : content;
    }

    World submit(List<Kept> kept) {
        user(Duration.ZERO, new Signal.Submitted(kept, EPOCH));
        return this;
    }

    World stopStepAt(int millis, int node) {
        user(Duration.ofMillis(millis), new Signal.StepStopRequested(node, EPOCH.plusMillis(millis)));
        return this;
    }

    World stopAt(int millis, boolean force) {
        user(Duration.ofMillis(millis), new Signal.StopRequested(force, EPOCH.plusMillis(millis)));
        return this;
    }

    /** Lets time pass until the run has ended. */
    World play() {
        while (!run.status().isFinal()) {
            Due due = dues.poll();
            if (due == null) {
                throw new AssertionError(
                        "nothing will ever happen again, and the run has not ended:\n" + describe(run));
            }
            now = due.at();
            boolean heard = due.life() == life || due.life() == Integer.MAX_VALUE;
            if (heard) {
                turn(due.signal());
            }
        }
        assertThat(reservations).as("reservations after the end").isEmpty();
        assertThat(slotsHeld).as("slots after the end").isEmpty();
        assertThat(slotsWanted).as("wishes for slots after the end").isEmpty();
        assertThat(processes.values()).as("processes after the end").allMatch(process -> !process.end.isAfter(now));
        return this;
    }

    /** Status words by path, in order of the paths. */
    Map<String, String> statuses() {
        Map<String, String> statuses = new TreeMap<>();
        for (NodeRun node : run.nodes()) {
            statuses.put(node.path(), node.status().word());
        }
        statuses.remove("");
        return statuses;
    }

    private void user(Duration after, Signal signal) {
        dues.add(new Due(EPOCH.plus(after), ticket++, Integer.MAX_VALUE, signal));
    }

    private void later(Duration after, Signal signal) {
        dues.add(new Due(now.plus(after), ticket++, life, signal));
    }

    private void turn(Signal signal) {
        if (signal instanceof Signal.CacheAnswered(int node, CacheAnswer.Miss(String key, String why), Instant at)) {
            reservations.put(node, key);
        }
        boolean lost = handle(at -> RunCore.on(run, at(signal, at)));
        if (lost && isUsers(signal)) {
            turn(signal); // who asks gets no answer, and asks again
        }
    }

    private static boolean isUsers(Signal signal) {
        return signal instanceof Signal.Submitted
                || signal instanceof Signal.StopRequested
                || signal instanceof Signal.StepStopRequested;
    }

    private static Signal at(Signal signal, Instant at) {
        return switch (signal) {
            case Signal.Submitted(List<Kept> kept, Instant old) -> new Signal.Submitted(kept, at);
            case Signal.StopRequested(boolean force, Instant old) -> new Signal.StopRequested(force, at);
            case Signal.StepStopRequested s -> new Signal.StepStopRequested(s.node(), at);
            case Signal.SlotGranted s -> new Signal.SlotGranted(s.attempt(), at);
            case Signal.JobStarted s -> new Signal.JobStarted(s.attempt(), at);
            case Signal.JobEnded s -> new Signal.JobEnded(s.attempt(), s.exit(), at);
            case Signal.FileRead s -> new Signal.FileRead(s.request(), s.content(), at);
            case Signal.CacheAnswered s -> new Signal.CacheAnswered(s.node(), s.answer(), at);
            case Signal.TimerFired s -> new Signal.TimerFired(s.timer(), at);
        };
    }

    private interface Rule {
        Outcome decide(Instant at);
    }

    /** Decide, store, act; a crash may come before, between and in the middle. True: nothing was stored. */
    private boolean handle(Rule rule) {
        Outcome outcome = rule.decide(now);
        if (hazards.crashes()) {
            restart();
            return true;
        }
        for (RunEvent event : outcome.events()) {
            String text = EventJson.write(event);
            stored.add(text);
            trace.add(text);
            invariants.accept(EventJson.read(text));
        }
        check();
        for (Command command : outcome.commands()) {
            if (hazards.crashes()) {
                restart();
                return false;
            }
            perform(command);
        }
        grant();
        return false;
    }

    private void restart() {
        life++;
        slotsHeld.clear();
        slotsWanted.clear();
        reservations.clear();
        run = new RunState(input);
        stored.forEach(text -> run.apply(EventJson.read(text)));
        run.reservations().forEach(held -> reservations.put(held.ticket().node(), held.key()));
        check();
        handle(at -> RunCore.resume(run, at));
    }

    private void perform(Command command) {
        switch (command) {
            case Command.RequestSlot(AttemptId attempt, Demand demand) -> slotsWanted.add(attempt);
            case Command.ReleaseSlot(AttemptId attempt) -> {
                slotsWanted.remove(attempt);
                slotsHeld.remove(attempt);
            }
            case Command.StartJob(AttemptId attempt, JobSpec spec) -> start(attempt, spec);
            case Command.AdoptJob(AttemptId attempt, JobSpec spec) -> adopt(attempt, spec);
            case Command.StopJob(AttemptId attempt) -> stop(attempt);
            case Command.ReadFile read ->
                later(hazards.delay(5), new Signal.FileRead(read.request(), content(read), now));
            case Command.AskCache(CacheTicket cacheTicket, CacheQuestion question) -> askCache(cacheTicket);
            case Command.SettleCache(CacheTicket cacheTicket, Optional<JobResult> result) ->
                reservations.remove(cacheTicket.node());
            case Command.SetTimer(var timer, Instant due) ->
                later(due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO, new Signal.TimerFired(timer, due));
        }
    }

    private void askCache(CacheTicket asked) {
        if (hazards.random().nextInt(4) == 0) {
            answer(asked, new CacheAnswer.Wait(new RunId(99), "leader"));
        }
        answer(
                asked,
                switch (hazards.random().nextInt(3)) {
                    case 0 -> new CacheAnswer.Hit(result());
                    case 1 -> new CacheAnswer.Miss("key " + asked, "changed");
                    default -> new CacheAnswer.Uncacheable("unreadable");
                });
    }

    private CachedResult result() {
        NodeStatus end = hazards.random().nextInt(8) == 0 ? NodeStatus.FAILED : NodeStatus.SUCCEEDED;
        return new CachedResult(
                7, new RunId(99), "other", "job-run-000099-other", end, Map.of(), Optional.empty(), Optional.empty());
    }

    private void answer(CacheTicket asked, CacheAnswer answer) {
        later(hazards.delay(9), new Signal.CacheAnswered(asked.node(), answer, now));
    }

    private void grant() {
        var wanted = new ArrayList<>(slotsWanted);
        for (AttemptId attempt : wanted) {
            if (slotsHeld.size() < slotLimit) {
                slotsWanted.remove(attempt);
                slotsHeld.add(attempt);
                later(hazards.delay(3), new Signal.SlotGranted(attempt, now));
            }
        }
    }

    private void start(AttemptId attempt, JobSpec spec) {
        StepRun step = (StepRun) run.nodes().get(attempt.node());
        assertThat(processes).as("a second process of " + attempt).doesNotContainKey(attempt);
        assertThat(run.status().isFinal()).as("a process of a run that ended").isFalse();
        assertThat(step.status()).isIn(NodeStatus.PENDING, NodeStatus.TERMINATING);
        if (voided.contains(attempt)) {
            later(Duration.ZERO, new Signal.JobEnded(attempt, new Exit.NotStarted("stopped before"), now));
            return;
        }
        starts.add(new Start(step.path(), attempt.number(), spec, Duration.between(EPOCH, now)));
        Behaviour behaviour = behaviours.of(step.path(), attempt.number(), spec);
        Job process = new Job(now.plus(hazards.delay(4)), behaviour);
        processes.put(attempt, process);
        report(attempt, process);
        long running = processes.values().stream()
                .filter(other -> other.end.isAfter(now))
                .count();
        mostAtOnce = Math.max(mostAtOnce, (int) running);
        assertThat(mostAtOnce)
                .as("processes at once")
                .isLessThanOrEqualTo(Math.min(slotLimit, input.plan().parallelism()));
    }

    private void adopt(AttemptId attempt, JobSpec spec) {
        slotsHeld.add(attempt);
        Job process = processes.get(attempt);
        if (process == null) {
            start(attempt, spec);
        } else {
            report(attempt, process);
        }
    }

    private void report(AttemptId attempt, Job process) {
        if (hazards.random().nextBoolean() || hazards.crash() == 0) {
            later(until(process.start), new Signal.JobStarted(attempt, process.start));
        }
        later(until(process.end), new Signal.JobEnded(attempt, new Exit.Code(process.code), process.end));
        if (hazards.crash() > 0 && hazards.random().nextInt(10) == 0) {
            later(until(process.end), new Signal.JobEnded(attempt, new Exit.Code(process.code), process.end));
        }
    }

    private Duration until(Instant then) {
        return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    }

    private void stop(AttemptId attempt) {
        Job process = processes.get(attempt);
        if (process == null) {
            voided.add(attempt);
            later(Duration.ZERO, new Signal.JobEnded(attempt, new Exit.NotStarted("stopped before"), now));
        } else if (process.end.isAfter(now.plus(process.resistance))) {
            process.end = now.plus(process.resistance);
            process.code = 143;
            dues.removeIf(due -> due.signal() instanceof Signal.JobEnded ended
                    && ended.attempt().equals(attempt));
            report(attempt, process);
        }
    }

    private void check() {
        if (!same(run, invariants.run())) {
            assertThat(describe(run)).as("no change of state without an event").isEqualTo(describe(invariants.run()));
        }
        assertThat(run.sequence()).as("every event is stored").isEqualTo(stored.size());
        assertThat(slotsHeld.size()).as("slots in use").isLessThanOrEqualTo(slotLimit);
    }

    private static boolean same(RunState one, RunState other) {
        boolean same = one.status() == other.status()
                && one.nodes().size() == other.nodes().size();
        for (int number = 0; same && number < one.nodes().size(); number++) {
            same = same(one.nodes().get(number), other.nodes().get(number));
        }
        return same;
    }

    private static boolean same(NodeRun one, NodeRun other) {
        boolean same = one.status() == other.status()
                && one.message().equals(other.message())
                && one.startedAt().equals(other.startedAt())
                && one.endedAt().equals(other.endedAt());
        return same
                && (!(one instanceof StepRun a && other instanceof StepRun b)
                        || (a.attempts() == b.attempts() && a.waiting().equals(b.waiting())));
    }

    /** Everything that tells two states apart, as text. */
    public static String describe(RunState run) {
        StringBuilder text = new StringBuilder("%s %s '%s'%n".formatted(run.id(), run.status(), run.message()));
        for (NodeRun node : run.nodes()) {
            text.append("%d %s %s '%s' %s %s"
                    .formatted(
                            node.number(),
                            node.path(),
                            node.status(),
                            node.message(),
                            node.startedAt(),
                            node.endedAt()));
            if (node instanceof StepRun step) {
                text.append(" attempt %d %s %s".formatted(step.attempts(), step.lastExit(), step.waiting()));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
