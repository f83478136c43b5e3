package io.millrace.store;

import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes that end when a test says so, and outlive the engine that started them. */
final class ModelProcesses {
    private final Map<AttemptId, Optional<Exit>> known = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Optional<ExecutorListener> listener = Optional.empty();

    /** The view of one engine on them. */
    synchronized Executor seenBy(ExecutorListener engine) {
        listener = Optional.of(engine);
        return new Executor() {
            @Override
            public void start(AttemptId attempt, JobSpec job) {
                begin(attempt);
            }

            @Override
            public void adopt(AttemptId attempt, JobSpec job) {
                find(attempt);
            }

            @Override
            public void stop(AttemptId attempt) {
                kill(attempt);
            }

            @Override
            public void close() {
                leave();
            }
        };
    }

    private synchronized void begin(AttemptId attempt) {
        if (known.putIfAbsent(attempt, Optional.empty()) != null) {
            faults.add("a second process of " + attempt);
        }
        report(attempt);
    }

    private synchronized void find(AttemptId attempt) {
        known.putIfAbsent(attempt, Optional.empty());
        report(attempt);
    }

    private synchronized void kill(AttemptId attempt) {
        Optional<Exit> state = known.get(attempt);
        if (state == null) {
            known.put(attempt, Optional.of(new Exit.NotStarted("stopped before it started")));
        } else if (state.isEmpty()) {
            known.put(attempt, Optional.of(new Exit.Code(143)));
        }
        report(attempt);
    }

    private synchronized void leave() {
        listener = Optional.empty();
    }

    /** The process of {@code attempt} ends; an engine that is there hears of it. */
    synchronized void end(AttemptId attempt, int code) {
        if (!known.getOrDefault(attempt, Optional.of(new Exit.Unknown(""))).isEmpty()) {
            faults.add(attempt + " does not run");
        }
        known.put(attempt, Optional.of(new Exit.Code(code)));
        report(attempt);
    }

    private void report(AttemptId attempt) {
        Optional<Exit> exit = known.getOrDefault(attempt, Optional.empty());
        listener.ifPresent(engine -> exit.ifPresentOrElse(
                how -> engine.ended(attempt, how, Instant.now()), () -> engine.started(attempt, Instant.now())));
    }

    /** What never may happen, and did. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized long running() {
        return known.values().stream().filter(Optional::isEmpty).count();
    }
}
