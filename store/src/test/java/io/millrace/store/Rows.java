package io.millrace.store;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows as the tests need them. */
final class Rows {
    static final Instant START = Instant.parse("2026-11-23T10:15:30.123Z");

    private Rows() {}

    static NewRun newRun(String name, String user, String storage) {
        return new NewRun(
                name,
                user,
                storage,
                "a description",
                "pipeline.yaml",
                "name: " + name,
                "{\"p\":1}",
                Optional.empty(),
                START);
    }

    static NewRun newRun() {
        return newRun("penguins", "root", "main");
    }

    static EventRow event(RunId run, long sequence) {
        return new EventRow(run, sequence, "{\"sequence\":%d}".formatted(sequence));
    }

    static Batch events(EventRow... events) {
        return new Batch(List.of(events), List.of(), List.of(), List.of());
    }

    static Batch runs(RunRow... runs) {
        return new Batch(List.of(), List.of(runs), List.of(), List.of());
    }

    static Batch nodes(NodeRow... nodes) {
        return new Batch(List.of(), List.of(), List.of(nodes), List.of());
    }

    static RunRow run(RunId run, RunStatus status) {
        return new RunRow(
                run,
                status,
                "because",
                Optional.of(START.plusMillis(5)),
                status.isFinal() ? Optional.of(START.plusMillis(9)) : Optional.empty(),
                START.plusMillis(9));
    }

    static NodeRow node(RunId run, int number, NodeStatus status) {
        return node(run, number, status, Optional.empty());
    }

    static NodeRow node(RunId run, int number, NodeStatus status, Optional<String> detail) {
        return new NodeRow(
                run,
                number,
                number - 1,
                "train-" + number,
                "train",
                NodeRow.Kind.STEP,
                0,
                status,
                "",
                "",
                0,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                detail);
    }
}
