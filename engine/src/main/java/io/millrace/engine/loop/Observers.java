package io.millrace.engine.loop;

import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.List;
import java.util.Optional;

/** Several observers as one; each sees everything, in the order of the list. */
public record Observers(List<EngineObserver> all) implements EngineObserver {
    public Observers {
        all = List.copyOf(all);
    }

    @Override
    public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
        all.forEach(observer -> observer.committed(run, events, row, nodes));
    }

    @Override
    public void broken(RunRow row, RuntimeException bug) {
        all.forEach(observer -> observer.broken(row, bug));
    }

    @Override
    public void storeFailing(String message) {
        all.forEach(observer -> observer.storeFailing(message));
    }
}
