package io.millrace.engine.record;

import java.util.List;

/** What one turn of the engine recorded; written in one transaction or not at all. */
public record Batch(List<EventRow> events, List<RunRow> runs, List<NodeRow> nodes, List<ArtifactRow> artifacts) {
    public Batch {
        events = List.copyOf(events);
        runs = List.copyOf(runs);
        nodes = List.copyOf(nodes);
        artifacts = List.copyOf(artifacts);
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return events.isEmpty() && runs.isEmpty() && nodes.isEmpty() && artifacts.isEmpty();
    }
}
