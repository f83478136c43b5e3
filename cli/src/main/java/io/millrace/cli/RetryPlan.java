package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.RunQueries;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlannedSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a retry would do, node by node.
 *
 * @param lines in the order of the old run, nodes that never existed last
 */
record RetryPlan(RunId run, List<Line> lines) {
    /**
     * One node.
     *
     * @param kept whether the earlier result stands
     * @param why in plain words
     */
    record Line(String path, boolean kept, String why) {}

    static RetryPlan of(RunQueries queries, RunId id) {
        RunRecord run = queries.run(id)
                .orElseThrow(() -> new MillraceException(
                        Code.RUN_NOT_FOUND,
                        "there is no run %s; `millrace runs list` shows those there are".formatted(id)));
        RunStatus status = run.row().status();
        if (status != RunStatus.FAILED && status != RunStatus.TERMINATED) {
            throw new MillraceException(
                    Code.RUN_STATE,
                    "%s is %s; only failed and terminated runs can be retried".formatted(id, status.word()));
        }
        List<Line> lines = new ArrayList<>(queries.nodes(id).stream()
                .filter(node -> !node.path().isEmpty())
                .map(RetryPlan::line)
                .toList());
        lines.addAll(neverBegun(new StoredInputs().of(run).plan(), lines));
        return new RetryPlan(id, List.copyOf(lines));
    }

    /** Steps without a record, other than those of DAGs whose result stands. The first iteration is named like the step. */
    private static List<Line> neverBegun(Plan plan, List<Line> known) {
        Set<String> paths = known.stream().map(Line::path).collect(Collectors.toSet());
        Set<String> kept = known.stream().filter(Line::kept).map(Line::path).collect(Collectors.toSet());
        return PlannedSteps.paths(plan).stream()
                .filter(path -> !paths.contains(path) && above(path).noneMatch(kept::contains))
                .map(path -> new Line(path, false, "it never began"))
                .toList();
    }

    private static Stream<String> above(String path) {
        return IntStream.range(0, path.length())
                .filter(i -> path.charAt(i) == '.')
                .mapToObj(i -> path.substring(0, i));
    }

    private static Line line(NodeRow node) {
        if (node.kind() == NodeRow.Kind.POST_PROCESS) {
            return new Line(node.path(), false, "the post-process step always runs again");
        }
        return switch (node.status()) {
            case SUCCEEDED, SKIPPED -> new Line(node.path(), true, "it " + past(node) + " in " + origin(node));
            case FAILED -> new Line(node.path(), false, "it failed" + because(node));
            case TERMINATED, CANCELLED ->
                new Line(node.path(), false, "it was " + node.status().word() + because(node));
            case INIT, PENDING, RUNNING, TERMINATING ->
                throw new IllegalStateException(node.path() + " of an ended run is " + node.status());
        };
    }

    private static String past(NodeRow node) {
        return node.status() == NodeStatus.SKIPPED ? "was skipped" : "succeeded";
    }

    private static RunId origin(NodeRow node) {
        return node.keptFrom().orElse(node.run());
    }

    private static String because(NodeRow node) {
        return node.message().isEmpty() ? "" : ": " + node.message();
    }

    void print(Context context, Output.Format format) {
        switch (format) {
            case TEXT -> {
                Table table = new Table("", "STEP", "WHY");
                lines.forEach(line -> table.row(line.kept() ? "keep" : "run", line.path(), line.why()));
                table.print(context.out(), context.columns());
            }
            case JSON ->
                context.out().println(Output.json(json -> {
                    json.writeStartArray();
                    for (Line line : lines) {
                        json.writeStartObject();
                        json.writeStringField("path", line.path());
                        json.writeBooleanField("kept", line.kept());
                        json.writeStringField("why", line.why());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }));
        }
        context.out().flush();
    }
}
