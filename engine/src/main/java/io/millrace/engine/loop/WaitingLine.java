package io.millrace.engine.loop;

import io.millrace.engine.QueueLimit;
import io.millrace.engine.QueueUse;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Demand;
import io.millrace.pipeline.plan.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The attempts of one queue: those that run, with what they take together, and those that wait, in their order. */
final class WaitingLine {
    private final Map<AttemptId, Amount> held = new LinkedHashMap<>();
    private final Map<AttemptId, Place> waiting = new LinkedHashMap<>();
    private Amount taken = Amount.NOTHING;

    /** The same for readers of other threads. */
    private volatile QueueUse use = QueueUse.NOTHING;

    /** What an attempt takes; thousandths of a core, so that sums stay exact. */
    private record Amount(long cpu, long memory, long gpu) {
        static final Amount NOTHING = new Amount(0, 0, 0);

        static Amount of(Resources resources) {
            return new Amount(
                    Math.round(resources.cpu().orElse(0) * 1000),
                    resources.memory().orElse(0),
                    resources.gpu().orElse(0));
        }

        Resources resources() {
            return new Resources(
                    OptionalDouble.of(cpu / 1000.0), OptionalLong.of(memory), OptionalInt.of(Math.toIntExact(gpu)));
        }

        Amount plus(Amount other) {
            return new Amount(cpu + other.cpu, memory + other.memory, gpu + other.gpu);
        }

        Amount minus(Amount other) {
            return new Amount(cpu - other.cpu, memory - other.memory, gpu - other.gpu);
        }

        /** What takes nothing of a resource fits, even where too much of it is taken already. */
        boolean fits(Amount asked, Resources most) {
            return fits(
                            cpu,
                            asked.cpu,
                            most.cpu().isEmpty() ? -1 : Math.round(most.cpu().getAsDouble() * 1000))
                    && fits(memory, asked.memory, most.memory().orElse(-1))
                    && fits(gpu, asked.gpu, most.gpu().orElse(-1));
        }

        private static boolean fits(long taken, long asked, long most) {
            return asked == 0 || most < 0 || taken + asked <= most;
        }
    }

    private record Place(long arrival, Amount amount) {}

    void await(AttemptId attempt, Demand demand, long arrival) {
        waiting.put(attempt, new Place(arrival, Amount.of(demand.resources())));
    }

    void hold(AttemptId attempt, Demand demand) {
        hold(attempt, Amount.of(demand.resources()));
    }

    private void hold(AttemptId attempt, Amount amount) {
        held.put(attempt, amount);
        taken = taken.plus(amount);
    }

    /** Whether the attempt was one that runs. */
    boolean remove(AttemptId attempt) {
        waiting.remove(attempt);
        Amount amount = held.remove(attempt);
        if (amount == null) {
            return false;
        }
        taken = taken.minus(amount);
        return true;
    }

    /** When the first of those that wait came; the largest number when none does. */
    long firstArrival() {
        return waiting.isEmpty()
                ? Long.MAX_VALUE
                : waiting.values().iterator().next().arrival();
    }

    /** Whether somebody waits for whom there is room. */
    boolean hasRoom(QueueLimit limit) {
        return !waiting.isEmpty()
                && held.size() < limit.steps().orElse(Integer.MAX_VALUE)
                && taken.fits(waiting.values().iterator().next().amount(), limit.resources());
    }

    /** The first of those that wait runs now. */
    AttemptId grant() {
        Map.Entry<AttemptId, Place> first = waiting.entrySet().iterator().next();
        AttemptId attempt = first.getKey();
        Amount amount = first.getValue().amount();
        waiting.remove(attempt);
        hold(attempt, amount);
        return attempt;
    }

    /** Lets other threads see what has changed. */
    void publish() {
        use = new QueueUse(held.size(), waiting.size(), taken.resources());
    }

    /** What was in it when that was last published. For any thread. */
    QueueUse use() {
        return use;
    }

    boolean isEmpty() {
        return held.isEmpty() && waiting.isEmpty();
    }
}
