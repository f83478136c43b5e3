package io.millrace.engine.loop;

import io.millrace.engine.core.DagRun;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.Kept;
import io.millrace.engine.core.NodeRun;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.StepRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.NodeRow.Kind;
import io.millrace.engine.record.RunRow;
import java.time.Instant;
import java.util.Optional;

/** What lists and pages show of a run's state. */
final class Rows {
    private Rows() {}

    static RunRow run(RunState run, Instant now) {
        return new RunRow(run.id(), run.status(), run.message(), run.activatedAt(), run.endedAt(), now);
    }

    /**
     * @param withDetail whether something of the detail became known since the row was made last
     */
    static NodeRow node(RunState run, NodeRun node, boolean withDetail) {
        Optional<String> detail = withDetail ? Optional.of(NodeDetail.of(run, node)) : Optional.empty();
        return switch (node) {
            case StepRun step -> step(run, step, detail);
            case DagRun dag -> row(run, dag, Kind.DAG, "", 0, Optional.empty(), "", detail);
        };
    }

    private static NodeRow step(RunState run, StepRun step, Optional<String> detail) {
        String kept = step.kept().map(Kept::jobId).orElse("");
        return row(
                run,
                step,
                step.parent().isPresent() ? Kind.STEP : Kind.POST_PROCESS,
                step.attempts() > 0 ? run.jobIdOf(step) : kept,
                step.attempts(),
                step.lastExit()
                        .flatMap(exit -> exit instanceof Exit.Code(int code) ? Optional.of(code) : Optional.empty()),
                step.waiting(),
                detail);
    }

    private static NodeRow row(
            RunState run,
            NodeRun node,
            Kind kind,
            String jobId,
            int attempts,
            Optional<Integer> exitCode,
            String waiting,
            Optional<String> detail) {
        return new NodeRow(
                run.id(),
                node.number(),
                node.parent().map(NodeRun::number).orElse(-1),
                node.path(),
                node.node().name().text(),
                kind,
                node.iteration(),
                node.status(),
                node.message(),
                jobId,
                attempts,
                exitCode,
                waiting,
                node.kept().map(Kept::origin),
                node.startedAt(),
                node.endedAt(),
                detail);
    }
}
