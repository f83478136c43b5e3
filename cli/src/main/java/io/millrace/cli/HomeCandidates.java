package io.millrace.cli;

import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunFilter;
import java.util.List;

/** Ids that the home has. */
record HomeCandidates(Context context) implements Completer.Candidates {
    private static final int MOST = 200;

    @Override
    public List<String> of(String label, List<String> before) {
        return switch (label) {
            case "RUN" -> runs();
            case "STEP" -> before.isEmpty() ? List.of() : steps(before.getFirst());
            case "PROFILE" -> Profiles.of(context).names();
            default -> List.of();
        };
    }

    private List<String> runs() {
        try (StoredRuns stored = StoredRuns.open(context.home(""))) {
            return stored.queries().runs(RunFilter.ALL, MOST).stream()
                    .map(run -> run.id().toString())
                    .toList();
        }
    }

    private List<String> steps(String run) {
        try (StoredRuns stored = StoredRuns.open(context.home(""))) {
            return stored.queries().nodes(RunIds.parse(run)).stream()
                    .filter(node -> node.kind() != NodeRow.Kind.DAG)
                    .map(NodeRow::path)
                    .toList();
        }
    }
}
