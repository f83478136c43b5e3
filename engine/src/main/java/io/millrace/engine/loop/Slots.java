package io.millrace.engine.loop;

import io.millrace.engine.QueueLimits;
import io.millrace.engine.QueueUse;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Demand;
import io.millrace.engine.core.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits on attempts of all runs together: so many at a time, and in each queue what that allows. A slot is the entry
 * of a live attempt in a map, never a count: what is released twice or by nobody cannot be miscounted. In a queue first
 * come, first served; of the queues that have room, the one whose first has waited longest. Confined to the thread of the
 * loop, but for {@link #use}.
 */
final class Slots {
    private final int limit;
    private final QueueLimits limits;
    private final Map<String, WaitingLine> lines = new ConcurrentHashMap<>();
    private final Map<AttemptId, String> queues = new LinkedHashMap<>();
    private long arrivals;
    private int inUse;
    private boolean draining;

    Slots(int limit, QueueLimits limits) {
        if (limit < 1) {
            throw new IllegalArgumentException("slots: " + limit);
        }
        this.limit = limit;
        this.limits = limits;
    }

    void request(AttemptId attempt, Demand demand) {
        if (!queues.containsKey(attempt)) {
            lineOf(attempt, demand).await(attempt, demand, arrivals++);
        }
    }

    /** Takes a slot whatever the limits say: the attempt runs already. */
    void hold(AttemptId attempt, Demand demand) {
        release(attempt);
        lineOf(attempt, demand).hold(attempt, demand);
        inUse++;
    }

    private WaitingLine lineOf(AttemptId attempt, Demand demand) {
        queues.put(attempt, demand.queue());
        return lines.computeIfAbsent(demand.queue(), queue -> new WaitingLine());
    }

    void release(AttemptId attempt) {
        String queue = queues.remove(attempt);
        WaitingLine line = queue == null ? null : lines.get(queue);
        if (line != null) {
            inUse -= line.remove(attempt) ? 1 : 0;
            if (line.isEmpty()) {
                lines.remove(queue);
            }
        }
    }

    /** Takes everything back that a run has or waits for, but for what these attempts have. */
    void release(RunId run, Set<AttemptId> running) {
        List.copyOf(queues.keySet()).stream()
                .filter(attempt -> attempt.run().equals(run) && !running.contains(attempt))
                .forEach(this::release);
    }

    /** Gives the free slots away; the attempts that got one. */
    List<AttemptId> grant() {
        List<AttemptId> granted = new ArrayList<>();
        Optional<WaitingLine> next = next();
        while (!draining && inUse < limit && next.isPresent()) {
            granted.add(next.get().grant());
            inUse++;
            next = next();
        }
        lines.values().forEach(WaitingLine::publish);
        return granted;
    }

    /** Gives nothing away any more. */
    void drain() {
        draining = true;
    }

    /** The line that goes on: of those whose first fits, the one whose first came first. */
    private Optional<WaitingLine> next() {
        Optional<WaitingLine> best = Optional.empty();
        for (Map.Entry<String, WaitingLine> entry : lines.entrySet()) {
            WaitingLine line = entry.getValue();
            boolean earlier = best.isEmpty() || line.firstArrival() < best.get().firstArrival();
            if (earlier && line.hasRoom(limits.of(entry.getKey()))) {
                best = Optional.of(line);
            }
        }
        return best;
    }

    /** What is in a queue. For any thread; may lag by a turn of the loop. */
    QueueUse use(String queue) {
        WaitingLine line = lines.get(queue);
        return line == null ? QueueUse.NOTHING : line.use();
    }

    /** What is in each queue that is not empty; with the empty name what is in none. For any thread. */
    Map<String, QueueUse> use() {
        Map<String, QueueUse> uses = new TreeMap<>();
        lines.forEach((queue, line) -> uses.put(queue, line.use()));
        return uses;
    }

    int inUse() {
        return inUse;
    }

    int waiting() {
        return queues.size() - inUse;
    }

    int limit() {
        return limit;
    }
}
