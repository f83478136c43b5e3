package io.millrace.cli;

import io.millrace.cli.view.RunView;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Hands what the engine commits to the views of the runs that this process watches, and knows when they have ended. */
final class RunWatch implements EngineObserver {
    private final Map<RunId, Watched> watched = new ConcurrentHashMap<>();

    /** Whether the store takes nothing, and that was said. Touched by the thread of the loop alone. */
    private boolean storeFails;

    /** A run and what was last seen of it. Its nodes are touched by the thread of the loop alone. */
    private record Watched(RunView view, CompletableFuture<RunRow> end, Map<Integer, NodeRow> nodes) {}

    /** Shows {@code run} on {@code view} from now on. */
    void watch(RunId run, RunView view) {
        watched.put(run, new Watched(view, new CompletableFuture<>(), new LinkedHashMap<>()));
    }

    /** Shows {@code run}, of which {@code nodes} are known already, on {@code view} from now on. */
    void watch(RunId run, RunView view, List<NodeRow> nodes) {
        watch(run, view);
        nodes.forEach(node -> of(run).nodes().put(node.node(), node));
        view.nodes(nodes);
    }

    /** Completes with the last row of the run, once that is durable. */
    CompletableFuture<RunRow> end(RunId run) {
        return of(run).end();
    }

    /** The nodes of a run that has ended, in the order in which they began. */
    List<NodeRow> nodes(RunId run) {
        return List.copyOf(of(run).nodes().values());
    }

    private Watched of(RunId run) {
        return Optional.ofNullable(watched.get(run))
                .orElseThrow(() -> new IllegalStateException(run + " is not watched"));
    }

    @Override
    public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
        storeFails = false;
        Watched one = watched.get(run);
        if (one == null) {
            return;
        }
        nodes.forEach(node -> one.nodes().put(node.node(), node));
        one.view().nodes(nodes);
        row.ifPresent(changed -> show(one, changed));
    }

    @Override
    public void broken(RunRow row, RuntimeException bug) {
        Watched one = watched.get(row.run());
        if (one != null) {
            show(one, row);
        }
    }

    private static void show(Watched one, RunRow row) {
        one.view().run(row);
        if (row.status().isFinal()) {
            one.end().complete(row);
        }
    }

    @Override
    public void storeFailing(String message) {
        if (!storeFails) {
            storeFails = true;
            String text = message + "; the engine waits and tries again, steps that run go on";
            watched.values().forEach(one -> one.view().notice(text));
        }
    }
}
