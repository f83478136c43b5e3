package io.millrace.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.QueueLimit;
import io.millrace.engine.QueueLimits;
import io.millrace.engine.QueueUse;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Demand;
import io.millrace.engine.core.RunId;
import io.millrace.pipeline.plan.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a slot when. */
class SlotsTest {
    private static AttemptId attempt(int node) {
        return new AttemptId(new RunId(1), node, 1);
    }

    private static Resources cores(double cpu) {
        return new Resources(OptionalDouble.of(cpu), OptionalLong.empty(), OptionalInt.empty());
    }

    private static Demand plain(String queue) {
        return new Demand(queue, Resources.UNLIMITED);
    }

    @Test
    void aFullQueueHoldsNobodyElseBack() {
        QueueLimits limits = queue ->
                queue.equals("narrow") ? new QueueLimit(OptionalInt.of(1), Resources.UNLIMITED) : QueueLimit.NONE;
        Slots slots = new Slots(10, limits);
        slots.request(attempt(1), plain("narrow"));
        slots.request(attempt(2), plain("narrow"));
        slots.request(attempt(3), plain("wide"));
        assertThat(slots.grant()).containsExactly(attempt(1), attempt(3));
        assertThat(slots.use("narrow").waiting()).isEqualTo(1);
        slots.release(attempt(1));
        assertThat(slots.grant()).containsExactly(attempt(2));
    }

    @Test
    void theFirstOfAQueueIsNotOvertakenBySmallerOnes() {
        Slots slots = new Slots(10, queue -> new QueueLimit(OptionalInt.empty(), cores(4)));
        slots.request(attempt(1), new Demand("q", cores(3)));
        slots.request(attempt(2), new Demand("q", cores(2)));
        slots.request(attempt(3), new Demand("q", cores(1)));
        assertThat(slots.grant()).containsExactly(attempt(1));
        slots.release(attempt(1));
        assertThat(slots.grant()).containsExactly(attempt(2), attempt(3));
    }

    @Test
    void whatRunsAlreadyTakesItsPartWhateverTheLimitSays() {
        Slots slots = new Slots(1, queue -> new QueueLimit(OptionalInt.of(1), cores(1)));
        slots.hold(attempt(1), new Demand("q", cores(2)));
        slots.hold(attempt(2), new Demand("q", cores(2)));
        slots.request(attempt(3), plain("q"));
        assertThat(slots.grant()).isEmpty();
        assertThat(slots.use("q").taken().cpu()).hasValue(4);
        slots.release(attempt(1));
        slots.release(attempt(2));
        slots.release(attempt(2));
        assertThat(slots.grant()).containsExactly(attempt(3));
        slots.release(new RunId(1), Set.of());
        assertThat(slots.use("q")).isEqualTo(QueueUse.NOTHING);
        assertThat(slots.inUse()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void randomHistoriesKeepTheLimitsAndServeEverybody(long seed) {
        Random random = new Random(seed);
        Map<String, QueueLimit> limits = new HashMap<>();
        for (String queue : List.of("", "a", "b", "c")) {
            limits.put(queue, new QueueLimit(OptionalInt.of(1 + random.nextInt(5)), cores(1 + random.nextInt(4))));
        }
        Slots slots = new Slots(1 + random.nextInt(8), queue -> limits.getOrDefault(queue, QueueLimit.NONE));
        List<String> queues = List.copyOf(limits.keySet());
        Map<AttemptId, Demand> demands = new HashMap<>();
        List<AttemptId> running = new ArrayList<>();
        int granted = 0;
        for (int i = 0; i < 500; i++) {
            String queue = queues.get(random.nextInt(queues.size()));
            demands.put(attempt(i), new Demand(queue, cores(random.nextInt(2) * 0.5)));
            slots.request(attempt(i), demands.getOrDefault(attempt(i), plain(queue)));
            running.addAll(slots.grant());
            for (String name : queues) {
                QueueUse use = slots.use(name);
                assertThat(use.running())
                        .isLessThanOrEqualTo(limits.getOrDefault(name, QueueLimit.NONE)
                                .steps()
                                .orElseThrow());
                assertThat(use.taken().cpu().orElse(0))
                        .isLessThanOrEqualTo(limits.getOrDefault(name, QueueLimit.NONE)
                                .resources()
                                .cpu()
                                .orElseThrow());
            }
            if (!running.isEmpty() && random.nextBoolean()) {
                slots.release(running.remove(random.nextInt(running.size())));
                granted++;
            }
        }
        while (!running.isEmpty()) {
            slots.release(running.removeFirst());
            granted++;
            running.addAll(slots.grant());
        }
        assertThat(granted).isEqualTo(500);
        assertThat(slots.inUse()).isZero();
    }
}
