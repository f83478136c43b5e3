package io.millrace.engine.loop;

import io.millrace.engine.core.DagRun;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.Outcome;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunState;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventJson;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what one turn of the loop records about all its runs, each row once and as it is at the end of the turn. */
final class Recorder {
    private final Map<RunId, Entry> entries = new LinkedHashMap<>();

    /** What one run records in the turn. */
    record Entry(RunState run, List<RunEvent> events, Set<NodeRun> touched, boolean runChanged) {

        static Entry of(RunState run) {
            return new Entry(run, new ArrayList<>(), new LinkedHashSet<>(), false);
        }

        Entry with(Outcome outcome) {
            events.addAll(outcome.events());
            touched.addAll(outcome.touched());
            boolean changed = runChanged || outcome.events().stream().anyMatch(Entry::changesRun);
            return new Entry(run, events, touched, changed);
        }

        List<NodeRow> rows() {
            Set<Integer> detailed = new HashSet<>();
            for (RunEvent event : events) {
                detailKnown(event).ifPresent(detailed::add);
            }
            return touched.stream()
                    .map(node -> Rows.node(run, node, detailed.contains(node.number())))
                    .toList();
        }

        List<ArtifactRow> artifacts() {
            return events.stream()
                    .flatMap(event -> ArtifactRows.of(run, event).stream())
                    .toList();
        }

        /** A step's detail is complete with its first attempt, a DAG's when it ends with its outputs. */
        private Optional<Integer> detailKnown(RunEvent event) {
            return switch (event) {
                case RunEvent.AttemptBegan began when began.attempt() == 1 -> Optional.of(began.node());
                case RunEvent.DagEntered entered -> Optional.of(entered.node());
                case RunEvent.NodeKept kept -> Optional.of(kept.node());
                case RunEvent.CacheHit hit -> Optional.of(hit.node());
                case RunEvent.NodeEnded ended
                when run.nodes().get(ended.node()) instanceof DagRun -> Optional.of(ended.node());
                default -> Optional.empty();
            };
        }

        private static boolean changesRun(RunEvent event) {
            return event instanceof RunEvent.RunStarted
                    || event instanceof RunEvent.StopBegan
                    || event instanceof RunEvent.RunEnded;
        }
    }

    /** What is told to observers once it is durable. */
    record Report(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {}

    void add(RunState run, Outcome outcome) {
        entries.put(run.id(), entries.getOrDefault(run.id(), Entry.of(run)).with(outcome));
    }

    /** Takes back what a run recorded in this turn. */
    void forget(RunId run) {
        entries.remove(run);
    }

    List<Report> reports(Instant now) {
        return entries.values().stream()
                .filter(entry -> !entry.events().isEmpty())
                .map(entry -> new Report(
                        entry.run().id(),
                        List.copyOf(entry.events()),
                        entry.runChanged() ? Optional.of(Rows.run(entry.run(), now)) : Optional.empty(),
                        entry.rows()))
                .toList();
    }

    /** The turn as it is stored. Events are numbered up to what each state has seen. */
    Batch batch(List<Report> reports) {
        List<EventRow> events = new ArrayList<>();
        List<RunRow> runs = new ArrayList<>();
        List<NodeRow> nodes = new ArrayList<>();
        List<ArtifactRow> artifacts = new ArrayList<>();
        for (Report report : reports) {
            Entry entry = Optional.ofNullable(entries.get(report.run())).orElseThrow();
            long sequence = entry.run().sequence() - report.events().size();
            for (RunEvent event : report.events()) {
                events.add(new EventRow(report.run(), ++sequence, EventJson.write(event)));
            }
            report.row().ifPresent(runs::add);
            nodes.addAll(report.nodes());
            artifacts.addAll(entry.artifacts());
        }
        return new Batch(events, runs, nodes, artifacts);
    }
}
