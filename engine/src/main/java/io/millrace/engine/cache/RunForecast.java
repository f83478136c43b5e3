package io.millrace.engine.cache;

import io.millrace.engine.Storage;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.CacheAnswer;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.CacheQuestion.Place;
import io.millrace.engine.core.CacheTicket;
import io.millrace.engine.core.Command;
import io.millrace.engine.core.Demand;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.FileContent;
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
 * What a run would do, step by step: the rules of runs play it through, with the cache asked but nothing reserved. A step
 * that would have to run counts as one that succeeded, and what it would make as unknown.
 */
public final class RunForecast {
    private final RunState run;
    private final Lookup lookup;
    private final Storage storage;
    private final TimeSource time;
    private final Deque<Signal> signals = new ArrayDeque<>();
    private final Map<Integer, Line> lines = new HashMap<>();
    private final Unknowns unknowns;

    /** The first steps that would run, by what others would have to be the same in. */
    private final Map<String, Integer> leaders = new HashMap<>();

    /** What a step would do. */
    public enum Verdict {
        HIT,
        WAITS,
        MISS,
        UNCACHEABLE,
        DEPENDS,
        SKIPPED,
        FAILS,
        CANCELLED;

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
        this.unknowns = new Unknowns(run);
        this.lookup = lookup;
        this.storage = storage;
        this.time = time;
    }

    /**
     * Plays a run through.
     *
     * @param input with a plan that goes on when a step fails: one that needs a file nobody made yet counts as failed
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
                NodeRun node = run.nodes().get(attempt.node());
                lines.putIfAbsent(
                        attempt.node(),
                        new Line(node.path(), Verdict.UNCACHEABLE, "its cache is off", Optional.empty()));
                unknowns.runs((StepRun) node);
                signals.add(new Signal.JobEnded(attempt, new Exit.Code(0), time.now()));
            }
            case Command.SetTimer(var timer, var due) -> signals.add(new Signal.TimerFired(timer, due));
            case Command.ReadFile read -> signals.add(new Signal.FileRead(read.request(), content(read), time.now()));
            case Command.ReleaseSlot release -> {}
            case Command.SettleCache settle -> {}
            case Command.AdoptJob adopt -> throw new IllegalStateException("nothing was started: " + adopt);
            case Command.StopJob stop -> throw new IllegalStateException("nothing was started: " + stop);
        }
    }

    private FileContent content(Command.ReadFile read) {
        Optional<String> maker = unknowns.makerOf(read.location(), read.path());
        if (maker.isPresent()) {
            unknowns.needs(read.request(), maker.get());
            return new FileContent.Unreadable("it is not there yet");
        }
        return storage.read(read.location(), read.path(), read.limit());
    }

    private void ask(int node, CacheQuestion question) {
        StepRun step = (StepRun) run.nodes().get(node);
        Optional<Line> open = open(step, question);
        if (open.isPresent()) {
            lines.put(node, open.get());
            answer(node, new CacheAnswer.Uncacheable(open.get().why()));
            return;
        }
        Lookup.Forecast forecast = lookup.forecast(question);
        lines.put(node, twin(step, forecast).orElseGet(() -> line(question.path(), forecast)));
        boolean hit = forecast.answer() == Answer.HIT;
        answer(
                node,
                hit
                        ? new CacheAnswer.Hit(forecast.entry().orElseThrow().result())
                        : new CacheAnswer.Uncacheable(forecast.reason()));
    }

    private void answer(int node, CacheAnswer answer) {
        signals.add(new Signal.CacheAnswered(node, answer, time.now()));
    }

    /** What a step would do that reads what others have to make first; empty when all that it reads is there. */
    private Optional<Line> open(StepRun step, CacheQuestion question) {
        for (Map.Entry<String, List<Place>> input : question.inputs().entrySet()) {
            for (Place place : input.getValue()) {
                Optional<String> maker = unknowns.makerOf(place.location(), place.path());
                if (maker.isPresent()) {
                    return Optional.of(
                            switch (question.strategy()) {
                                case CONTENT -> depends(question.path(), maker.get());
                                case CONSERVATIVE ->
                                    new Line(
                                            question.path(),
                                            Verdict.MISS,
                                            "its input %s is made anew by %s".formatted(input.getKey(), maker.get()),
                                            Optional.empty());
                            });
                }
            }
        }
        return question.scope().isEmpty()
                ? Optional.empty()
                : unknowns.before(step).map(earlier -> depends(question.path(), earlier));
    }

    private static Line depends(String path, String maker) {
        return new Line(path, Verdict.DEPENDS, "known when it has run: '%s'".formatted(maker), Optional.empty());
    }

    /** What a step would do that is the same as one of this run. */
    private Optional<Line> twin(StepRun step, Lookup.Forecast forecast) {
        if (forecast.answer() != Answer.MISS || forecast.leader().isPresent()) {
            return Optional.empty();
        }
        Integer first = leaders.putIfAbsent(forecast.key(), step.number());
        if (first == null) {
            return Optional.empty();
        }
        NodeRun leader = run.nodes().get(first);
        return Optional.of(
                unknowns.comesBefore(leader, step)
                        ? new Line(
                                step.path(),
                                Verdict.HIT,
                                "the same as %s of this run".formatted(leader.path()),
                                Optional.empty())
                        : new Line(
                                step.path(),
                                Verdict.WAITS,
                                "for %s of this run".formatted(leader.path()),
                                Optional.empty()));
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
                        "the same as %s of %s%s"
                                .formatted(
                                        entry.path(),
                                        entry.run(),
                                        entry.status() == NodeStatus.FAILED ? ", which failed" : ""),
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
            } else if (unknowns.ofNode(node).isPresent()) {
                all.add(depends(node.path(), unknowns.ofNode(node).get()));
            } else if (node.status() == NodeStatus.CANCELLED) {
                all.add(new Line(node.path(), Verdict.CANCELLED, node.message(), Optional.empty()));
            } else if (node.status() == NodeStatus.FAILED && node instanceof StepRun) {
                all.add(new Line(node.path(), Verdict.FAILS, node.message(), Optional.empty()));
            }
        }
        return all;
    }
}
