package io.millrace.engine.cache;

import io.millrace.engine.Storage;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Demand;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.Outcome;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StepRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run would do, step by step: the rules of runs play it through, with the cache asked but nothing reserved, and
 * with steps that nothing is known of in place of those that would have to run.
 */
public final class RunForecast {
    private final RunState run;
    private final Lookup lookup;
    private final Storage storage;
    private final TimeSource time;
    private final Deque<Signal> signals = new ArrayDeque<>();
    private final Map<Integer, Line> lines = new HashMap<>();

    /** What a step would do. */
    public enum Verdict {
        HIT,
        WAITS,
        MISS,
        UNCACHEABLE,
        DEPENDS,
        SKIPPED,
        FAILS;

        /** The word for people and programs. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One step iteration.
     *
     * @param saved time that a hit saves
     */
    public record Line(String path, Verdict verdict, String why, Optional<Duration> saved) {}

    private RunForecast(RunInput input, Lookup lookup, Storage storage, TimeSource time) {
        this.run = new RunState(input);
        this.lookup = lookup;
        this.storage = storage;
        this.time = time;
    }

    /**
     * Plays a run through.
     *
     * @param input with a plan that goes on when a step fails: a step that has to run counts as one that failed
     */
    public static List<Line> of(RunInput input, Lookup lookup, Storage storage, TimeSource time) {
        RunForecast forecast = new RunForecast(input, lookup, storage, time);
        forecast.play();
        return forecast.lines();
    }

    private void play() {
        signals.add(new Signal.Submitted(List.of(), time.now()));
        while (!signals.isEmpty()) {
            Outcome outcome = RunCore.on(run, signals.remove());
            outcome.commands().forEach(this::perform);
        }
    }

    private void perform(Command command) {
        switch (command) {
            case Command.AskCache(CacheTicket ticket, CacheQuestion question) -> ask(ticket.node(), question);
            case Command.RequestSlot(AttemptId attempt, Demand demand) ->
                signals.add(new Signal.SlotGranted(attempt, time.now()));
            case Command.StartJob(AttemptId attempt, var job) -> {
                lines.putIfAbsent(
                        attempt.node(),
                        new Line(
                                run.nodes().get(attempt.node()).path(),
                                Verdict.UNCACHEABLE,
                                "its cache is off",
                                Optional.empty()));
                signals.add(new Signal.JobEnded(attempt, new Exit.NotStarted("it is not known yet"), time.now()));
            }
            case Command.SetTimer(var timer, var due) -> signals.add(new Signal.TimerFired(timer, due));
            case Command.ReadFile read ->
                signals.add(new Signal.FileRead(
                        read.request(), storage.read(read.location(), read.path(), read.limit()), time.now()));
            case Command.ReleaseSlot release -> {}
            case Command.SettleCache settle -> {}
            case Command.AdoptJob adopt -> throw new IllegalStateException("nothing was started: " + adopt);
            case Command.StopJob stop -> throw new IllegalStateException("nothing was started: " + stop);
        }
    }

    private void ask(int node, CacheQuestion question) {
        Lookup.Forecast forecast = lookup.forecast(question);
        lines.put(node, line(question.path(), forecast));
        boolean hit = forecast.answer() == Answer.HIT;
        CacheAnswer answer = hit
                ? new CacheAnswer.Hit(forecast.entry().orElseThrow().result())
                : new CacheAnswer.Uncacheable(forecast.reason());
        signals.add(new Signal.CacheAnswered(node, answer, time.now()));
    }

    private static Line line(String path, Lookup.Forecast forecast) {
        if (forecast.leader().isPresent()) {
            return new Line(path, Verdict.WAITS, "for " + forecast.leader().get(), Optional.empty());
        }
        return switch (forecast.answer()) {
            case HIT -> {
                CacheEntry entry = forecast.entry().orElseThrow().entry();
                yield new Line(
                        path,
                        Verdict.HIT,
                        "the same as %s of %s".formatted(entry.path(), entry.run()),
                        Optional.of(entry.duration()));
            }
            case MISS -> new Line(path, Verdict.MISS, forecast.reason(), Optional.empty());
            case UNCACHEABLE -> new Line(path, Verdict.UNCACHEABLE, forecast.reason(), Optional.empty());
        };
    }

    private List<Line> lines() {
        List<Line> all = new ArrayList<>();
        for (NodeRun node : run.nodes()) {
            if (lines.containsKey(node.number())) {
                all.add(lines.get(node.number()));
            } else if (node.status() == NodeStatus.SKIPPED) {
                all.add(new Line(node.path(), Verdict.SKIPPED, node.message(), Optional.empty()));
            } else if (node.status() == NodeStatus.CANCELLED) {
                all.add(new Line(node.path(), Verdict.DEPENDS, dependency(node), Optional.empty()));
            } else if (node.status() == NodeStatus.FAILED && node instanceof StepRun) {
                all.add(new Line(node.path(), Verdict.FAILS, node.message(), Optional.empty()));
            }
        }
        return all;
    }

    private static String dependency(NodeRun node) {
        return node.message().replaceFirst("^depends on", "known when it has run:");
    }
}
