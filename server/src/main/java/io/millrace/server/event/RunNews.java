package io.millrace.server.event;

import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Wakes those who wait for something to become durable about a run. They read what it was from the store. */
public final class RunNews implements EngineObserver {
    private static final System.Logger LOG = System.getLogger("io.millrace.server");

    private final Map<RunId, CompletableFuture<RunId>> awaited = new ConcurrentHashMap<>();

    /**
     * Completes at the next news of a run. Ask for it first and read then: nothing is missed that way.
     *
     * @return the same future for all who ask before it completes
     */
    CompletableFuture<RunId> next(RunId run) {
        return awaited.computeIfAbsent(run, id -> new CompletableFuture<>());
    }

    /** Wakes those who wait, and forgets them: to be called by who has asked and goes, since an ended run has no more news. */
    void tell(RunId run) {
        Optional.ofNullable(awaited.remove(run)).ifPresent(waiting -> waiting.completeAsync(() -> run));
    }

    @Override
    public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
        tell(run);
    }

    @Override
    public void broken(RunRow row, RuntimeException bug) {
        LOG.log(System.Logger.Level.ERROR, "a bug ended " + row.run(), bug);
        tell(row.run());
    }

    @Override
    public void storeFailing(String message) {
        LOG.log(System.Logger.Level.ERROR, "the store takes nothing; the engine tries again: " + message);
    }
}
