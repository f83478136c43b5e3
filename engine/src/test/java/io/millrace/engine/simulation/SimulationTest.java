package io.millrace.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.Kept;
import io.millrace.engine.core.KeptResults;
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
import io.millrace.pipeline.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pipelines in a world that fails in every way. 1,000 seeds; more with {@code -Dmillrace.seeds=100000}, one again
 * with {@code -Dmillrace.seed=4711}.
 */
class SimulationTest {

    static LongStream seeds() {
        Long one = Long.getLong("millrace.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("millrace.seeds", 1000));
    }

    private static World.Behaviours behaviours(long seed) {
        return (path, attempt, spec) -> {
            var random = new Random(seed ^ (path + "/" + attempt).hashCode());
            int code = random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 0;
            return new Behaviour(
                    Duration.ofMillis(1 + random.nextInt(40)), code, Duration.ofMillis(random.nextInt(15)));
        };
    }

    private static RunInput input(int number, Plan plan) {
        return new RunInput(
                new RunId(number),
                plan,
                "root",
                new RunOrigin("simulation", number > 1),
                Map.of("main", new StorageRoot("/data", "/data")),
                RunLimits.DEFAULT,
                CacheStrategy.CONTENT);
    }

    /** Small seeds alone begin alike: the first choice would be the same in all of them. */
    private static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    private static World world(long seed, double crash) {
        var random = random(seed);
        var plans = new RandomPlan(random);
        Plan plan = plans.make();
        var hazards = new World.Hazards(new Random(seed + 1), crash);
        var world = new World(input(1, plan), 1 + random.nextInt(4), behaviours(seed), plans.files(), hazards);
        world.submit(List.of());
        if (random.nextInt(3) == 0) {
            int millis = random.nextInt(100);
            world.stopAt(millis, random.nextInt(3) == 0);
            if (random.nextBoolean()) {
                world.stopAt(millis + random.nextInt(20), true);
            }
        }
        for (int stops = random.nextInt(4); stops > 1; stops--) {
            world.stopStepAt(random.nextInt(100), random.nextInt(20));
        }
        return world;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRunEndsWhateverHappens(long seed) {
        double crash = seed % 4 == 0 ? 0 : (seed % 4) * 0.01;
        World world = world(seed, crash).play();

        var again = new RunState(world.run().input());
        world.trace().forEach(event -> again.apply(EventJson.read(event)));
        assertThat(World.describe(again)).as("replayed from events").isEqualTo(World.describe(world.run()));
        assertThat(world(seed, crash).play().trace())
                .as("same seed, same trace")
                .isEqualTo(world.trace());
        assertThatFinalStaysFinal(world.run());
        assertThatARetryEnds(seed, world);
    }

    private static void assertThatFinalStaysFinal(RunState run) {
        String before = World.describe(run);
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(RunCore.on(run, new Signal.StopRequested(true, later)).events())
                .isEmpty();
        assertThat(RunCore.on(run, new Signal.Submitted(List.of(), later)).events())
                .isEmpty();
        assertThat(RunCore.resume(run, later).commands()).isEmpty();
        assertThat(World.describe(run)).isEqualTo(before);
    }

    private static void assertThatARetryEnds(long seed, World first) {
        if (first.run().status() != RunStatus.FAILED && first.run().status() != RunStatus.TERMINATED) {
            return;
        }
        var kept = KeptResults.of(first.run());
        var plans = new RandomPlan(random(seed));
        Plan plan = plans.make();
        var second = new World(
                input(2, plan),
                2,
                (path, attempt, spec) -> Behaviour.ok(1),
                plans.files(),
                new World.Hazards(new Random(seed + 2), 0.01));
        second.submit(kept).play();
        Map<String, String> statuses = second.statuses();
        kept.stream()
                .filter(Kept::isResult)
                .forEach(result -> assertThat(statuses)
                        .as("kept results stay in the retry")
                        .containsEntry(result.path(), result.status().word()));
        second.run().nodes().stream()
                .filter(node -> node.kept().isPresent())
                .forEach(node -> assertThat(node.status().isFinal()).isTrue());
    }
}
