package io.millrace.cli;

import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** How the runs of an engine end. */
final class RunEnds implements EngineObserver {
    private final Map<RunId, CompletableFuture<RunStatus>> ends = new ConcurrentHashMap<>();

    private CompletableFuture<RunStatus> end(RunId run) {
        return ends.computeIfAbsent(run, id -> new CompletableFuture<>());
    }

    /** Waits for it. */
    RunStatus await(RunId run) {
        return end(run).join();
    }

    @Override
    public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
        row.map(RunRow::status).filter(RunStatus::isFinal).ifPresent(end(run)::complete);
    }

    @Override
    public void broken(RunRow row, RuntimeException bug) {
        end(row.run()).completeExceptionally(bug);
    }

    @Override
    public void storeFailing(String message) {
        throw new AssertionError(message);
    }
}
