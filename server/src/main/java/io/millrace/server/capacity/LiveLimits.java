package io.millrace.server.capacity;

import io.millrace.engine.QueueLimit;
import io.millrace.engine.QueueLimits;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Queue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The limits of all queues, in memory. Safe for use by many threads. */
public final class LiveLimits implements QueueLimits {
    private static final int PAGE = 1000;

    private final CapacityRegistry registry;
    private volatile Map<String, QueueLimit> limits = Map.of();

    public LiveLimits(CapacityRegistry registry) {
        this.registry = registry;
        refresh();
    }

    /** Reads them again. */
    public synchronized void refresh() {
        Map<String, QueueLimit> read = new HashMap<>();
        List<Queue> page = registry.queues(Optional.empty(), Set.of(), 0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(queue -> read.put(queue.name(), queue.limit()));
            page = registry.queues(Optional.empty(), Set.of(), page.getLast().number(), PAGE);
        }
        limits = Map.copyOf(read);
    }

    @Override
    public QueueLimit of(String queue) {
        return limits.getOrDefault(queue, QueueLimit.NONE);
    }
}
