package io.millrace.engine.loop;

import io.millrace.engine.core.CachedResult;
import io.millrace.engine.core.Kept;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunState;
import io.millrace.engine.core.StepArtifacts;
import io.millrace.engine.core.StepRun;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is written down of inputs and outputs when something happens to a step: inputs with its first attempt, outputs when
 * it succeeded, both when an earlier result stands for it.
 */
final class ArtifactRows {
    /** Of one input: iterations that all read what all iterations of another loop made would fill the store. */
    private static final int MOST_PATHS = 1_000;

    private ArtifactRows() {}

    static List<ArtifactRow> of(RunState run, RunEvent event) {
        return switch (event) {
            case RunEvent.AttemptBegan began
            when began.attempt() == 1 -> inputs(run, began.node(), Came.byRunning(began.at()));
            case RunEvent.NodeEnded ended
            when ended.status() == NodeStatus.SUCCEEDED && ran(run, ended.node()) ->
                outputs(run, ended.node(), Came.byRunning(ended.at()));
            case RunEvent.CacheHit hit -> taken(run, hit.node(), hit.result().status(), Came.byReuse(hit));
            case RunEvent.NodeKept kept ->
                run.nodes().get(kept.node()) instanceof StepRun step
                        ? taken(run, kept.node(), step.status(), Came.byRetry(step, kept.at()))
                        : List.of();
            default -> List.of();
        };
    }

    /** How the step came to its result. */
    private record Came(Instant at, How how, Optional<RunId> origin, Optional<Long> entry) {

        static Came byRunning(Instant at) {
            return new Came(at, How.RAN, Optional.empty(), Optional.empty());
        }

        static Came byReuse(RunEvent.CacheHit hit) {
            CachedResult result = hit.result();
            return new Came(hit.at(), How.REUSED, Optional.of(result.run()), Optional.of(result.entry()));
        }

        static Came byRetry(StepRun step, Instant at) {
            return new Came(at, How.KEPT, step.kept().map(Kept::origin), Optional.empty());
        }
    }

    private static boolean ran(RunState run, int node) {
        return run.nodes().get(node) instanceof StepRun step
                && step.attempts() > 0
                && step.kept().isEmpty();
    }

    /** Skipped steps read and made nothing; failed ones made nothing. */
    private static List<ArtifactRow> taken(RunState run, int node, NodeStatus status, Came came) {
        List<ArtifactRow> rows = new ArrayList<>();
        if (status != NodeStatus.SKIPPED) {
            rows.addAll(inputs(run, node, came));
        }
        if (status == NodeStatus.SUCCEEDED) {
            rows.addAll(outputs(run, node, came));
        }
        return rows;
    }

    private static List<ArtifactRow> inputs(RunState run, int node, Came came) {
        List<ArtifactRow> rows = new ArrayList<>();
        artifacts(run, node)
                .ifPresent(artifacts -> artifacts.inputs().forEach((name, paths) -> {
                    for (int position = 0; position < Math.min(paths.size(), MOST_PATHS); position++) {
                        rows.add(row(
                                run,
                                node,
                                ArtifactType.INPUT,
                                name,
                                position,
                                artifacts.location(),
                                paths.get(position),
                                came));
                    }
                }));
        return rows;
    }

    private static List<ArtifactRow> outputs(RunState run, int node, Came came) {
        List<ArtifactRow> rows = new ArrayList<>();
        artifacts(run, node)
                .ifPresent(artifacts -> artifacts
                        .outputs()
                        .forEach((name, path) -> rows.add(
                                row(run, node, ArtifactType.OUTPUT, name, 0, artifacts.location(), path, came))));
        return rows;
    }

    private static Optional<StepArtifacts> artifacts(RunState run, int node) {
        StepRun step = (StepRun) run.nodes().get(node);
        boolean none =
                step.step().head().inputs().isEmpty() && step.step().outputs().isEmpty();
        return none ? Optional.empty() : StepArtifacts.of(run, step);
    }

    private static ArtifactRow row(
            RunState run,
            int node,
            ArtifactType type,
            String name,
            int position,
            String location,
            String path,
            Came came) {
        return new ArtifactRow(
                run.id(),
                node,
                type,
                name,
                position,
                location,
                path,
                came.at(),
                came.how(),
                came.origin(),
                came.entry());
    }
}
