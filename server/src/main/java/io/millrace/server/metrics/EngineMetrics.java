package io.millrace.server.metrics;

import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what the engine does. */
public final class EngineMetrics implements EngineObserver {
    private static final double NANOS = 1e9;

    private final Metrics metrics;

    /** Since when steps can run, until their processes exist. Only the thread of the loop touches it. */
    private final Map<RunId, Map<Integer, Instant>> ready = new HashMap<>();

    public EngineMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
        events.forEach(event -> count(run, event));
        nodes.stream()
                .filter(node -> node.kind() != NodeRow.Kind.DAG && node.status().isFinal())
                .forEach(node ->
                        metrics.stepsEnded.labelValues(node.status().word()).inc());
    }

    private void count(RunId run, RunEvent event) {
        switch (event) {
            case RunEvent.StepEntered entered -> ready(run, entered.node(), entered.at());
            case RunEvent.CacheMissed missed -> {
                metrics.cacheAnswers.labelValues("miss").inc();
                ready(run, missed.node(), missed.at());
            }
            case RunEvent.CacheHit hit -> {
                metrics.cacheAnswers.labelValues("hit").inc();
                started(run, hit.node());
            }
            case RunEvent.RetryAwaited again -> ready(run, again.node(), again.due());
            case RunEvent.AttemptStarted begun ->
                started(run, begun.node())
                        .ifPresent(since -> metrics.readyToStarted.observe(seconds(since, begun.at())));
            case RunEvent.NodeEnded ended -> started(run, ended.node());
            case RunEvent.RunEnded ended -> {
                metrics.runsEnded.labelValues(ended.status().word()).inc();
                ready.remove(run);
            }
            default -> {
                // says nothing that is counted
            }
        }
    }

    private void ready(RunId run, int node, Instant since) {
        ready.computeIfAbsent(run, id -> new HashMap<>()).put(node, since);
    }

    private Optional<Instant> started(RunId run, int node) {
        return Optional.ofNullable(ready.getOrDefault(run, Map.of()).get(node)).map(since -> {
            ready.getOrDefault(run, new HashMap<>()).remove(node);
            return since;
        });
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / NANOS);
    }

    @Override
    public void broken(RunRow row, RuntimeException bug) {
        metrics.runsEnded.labelValues(row.status().word()).inc();
        ready.remove(row.run());
    }

    @Override
    public void storeFailing(String message) {
        // the commits that follow show in the latency of the store
    }
}
