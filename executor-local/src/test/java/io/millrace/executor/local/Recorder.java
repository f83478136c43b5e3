package io.millrace.executor.local;

import io.millrace.engine.ExecutorListener;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Remembers what an executor reports and waits for it. */
final class Recorder implements ExecutorListener {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<AttemptId, List<Exit>> ends = new ConcurrentHashMap<>();
    private final List<AttemptId> started = new CopyOnWriteArrayList<>();

    @Override
    public void started(AttemptId attempt, Instant at) {
        started.add(attempt);
    }

    @Override
    public void ended(AttemptId attempt, Exit exit, Instant at) {
        // in one step: who waits must not see a list that is still empty
        ends.merge(
                attempt,
                List.of(exit),
                (all, more) -> Stream.concat(all.stream(), more.stream()).toList());
    }

    Exit awaitEnd(AttemptId attempt) {
        Awaitility.await("end of " + attempt)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ends.containsKey(attempt));
        return ends.getOrDefault(attempt, List.of()).getFirst();
    }

    void awaitStart(AttemptId attempt) {
        Awaitility.await("start of " + attempt)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> started.contains(attempt));
    }

    boolean hasEnded(AttemptId attempt) {
        return ends.containsKey(attempt);
    }

    int endedCount() {
        return ends.size();
    }

    long starts(AttemptId attempt) {
        return started.stream().filter(attempt::equals).count();
    }
}
