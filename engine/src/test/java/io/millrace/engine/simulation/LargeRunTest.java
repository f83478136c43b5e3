package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.Command;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.Outcome;
import io.millrace.engine.core.RunCore;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.core.Signal;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.record.EventJson;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.FailureStrategy;
import io.millrace.pipeline.plan.LoopArgument;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.Value;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A run of 100,000 nodes whose processes end at once. It passes in the heap of the tests, 1 GB, with all of its events
 * as text beside it. {@code -Dmillrace.nodes=25000} plays a smaller one; what each costs is printed with
 * {@code -Dmillrace.figures=true}.
 */
class LargeRunTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int NODES = Integer.getInteger("millrace.nodes", 100_000);

    @Test
    void aRunOfAHundredThousandNodesEndsAndCanBeRebuilt() {
        RunInput input = input(loop(NODES - 2)); // beside the outermost DAG and the step that follows
        List<String> events = new ArrayList<>();
        long before = heap();
        RunState run = new RunState(input);
        play(run, events);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.nodes()).hasSize(NODES);
        say("state and events of %d nodes: %d MB of heap".formatted(NODES, (heap() - before) >> 20));

        long begin = processorTime();
        RunState rebuilt = new RunState(input);
        events.forEach(event -> rebuilt.apply(EventJson.read(event)));
        say("rebuilt from %d events in %d ms of processor time"
                .formatted(
                        events.size(), Duration.ofNanos(processorTime() - begin).toMillis()));
        assertThat(World.describe(rebuilt)).isEqualTo(World.describe(run));
    }

    private static void play(RunState run, List<String> events) {
        Deque<Signal> signals = new ArrayDeque<>(List.of(new Signal.Submitted(List.of(), NOW)));
        while (!signals.isEmpty()) {
            Outcome outcome = RunCore.on(run, signals.remove());
            outcome.events().forEach(event -> events.add(EventJson.write(event)));
            for (Command command : outcome.commands()) {
                switch (command) {
                    case Command.RequestSlot(var attempt, var demand) ->
                        signals.add(new Signal.SlotGranted(attempt, NOW));
                    case Command.StartJob(var attempt, var job) -> {
                        signals.add(new Signal.JobStarted(attempt, NOW));
                        signals.add(new Signal.JobEnded(attempt, new Exit.Code(0), NOW));
                    }
                    case Command.ReleaseSlot release -> {}
                    case Command.AdoptJob any -> throw new AssertionError(any);
                    case Command.StopJob any -> throw new AssertionError(any);
                    case Command.ReadFile any -> throw new AssertionError(any);
                    case Command.AskCache any -> throw new AssertionError(any);
                    case Command.SettleCache any -> throw new AssertionError(any);
                    case Command.SetTimer any -> throw new AssertionError(any);
                }
            }
        }
    }

    private static Plan loop(int count) {
        List<Value> items =
                LongStream.range(0, count).<Value>mapToObj(Value.Int::new).toList();
        return PlanBuilder.plan(
                FailureStrategy.FAIL_FAST,
                1000,
                Optional.empty(),
                PlanBuilder.step("many").loop(new LoopArgument.Known(items, true)),
                PlanBuilder.step("last").after("many"));
    }

    private static RunInput input(Plan plan) {
        return new RunInput(
                new RunId(1),
                plan,
                "root",
                new RunOrigin("large", false),
                Map.of("main", new StorageRoot("/data", "/data")),
                RunLimits.DEFAULT,
                CacheStrategy.CONTENT);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void say(String figure) {
        if (Boolean.getBoolean("millrace.figures")) {
            System.out.println(figure);
        }
    }
}
