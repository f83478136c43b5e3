package io.millrace.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.simulation.RandomPlan;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several random runs at once on the real loop, which share its slots and its commits. 1,000 seeds; more with
 * {@code -Dmillrace.seeds=100000}, one again with {@code -Dmillrace.seed=4711}.
 */
class LoopSimulationTest {
    static LongStream seeds() {
        Long one = Long.getLong("millrace.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("millrace.seeds", 1000));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRunEndsWhateverHappens(long seed) throws Exception {
        List<String> trace = play(seed);
        if (seed % 10 == 0) {
            assertThat(play(seed)).as("same seed, same trace").isEqualTo(trace);
        }
    }

    /** A run that was submitted in the moment of a restart got slots which those taken up were using. */
    @ParameterizedTest(name = "choices {0}")
    @ValueSource(longs = {490, 1427})
    void whatIsTakenUpGoesBeforeWhatIsNew(long choices) throws Exception {
        assertThat(play(choices, new Random(choices))).isNotEmpty();
    }

    private static List<String> play(long seed) throws InterruptedException {
        return play(seed, new Random(seed * 0x9E3779B97F4A7C15L)); // small seeds alone begin alike
    }

    private static List<String> play(long seed, Random random) throws InterruptedException {
        LoopWorld world = new LoopWorld(seed + 1, 1 + random.nextInt(4), (seed % 4) * 0.004);
        int runs = 1 + random.nextInt(4);
        for (int number = 1; number <= runs; number++) {
            RandomPlan plans = new RandomPlan(random);
            world.submit(random.nextInt(60), input(number, plans.make()), plans.files());
            if (random.nextInt(3) == 0) {
                world.stop(60 + random.nextInt(60), new RunId(number), random.nextBoolean());
            }
        }
        world.play();
        return world.trace();
    }

    private static RunInput input(int number, Plan plan) {
        return new RunInput(
                new RunId(number),
                plan,
                "root",
                new RunOrigin("simulation", false),
                Map.of("main", new StorageRoot("/data", "/data")),
                RunLimits.DEFAULT,
                CacheStrategy.CONTENT);
    }
}
