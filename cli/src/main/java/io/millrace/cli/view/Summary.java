package io.millrace.cli.view;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import io.millrace.pipeline.problem.TerminalText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** What a person wants to know when a run has ended. */
public final class Summary {
    private Summary() {}

    /** What became of a failed step, for the summary. */
    public record FailedStep(NodeRow row, List<String> lastLines, String command) {}

    /** Prints how the run ended, which steps failed and why, and where the outputs are. */
    public static void print(
            PrintWriter out, Style style, RunRow run, List<FailedStep> failed, List<String> outputs, int steps) {
        String took = run.activatedAt()
                .flatMap(start -> run.endedAt().map(end -> Durations.text(Duration.between(start, end))))
                .orElse("0s");
        out.println();
        out.println("%s %s after %s, %s"
                .formatted(
                        style.mark(mark(run.status())),
                        style.bold(run.run() + " " + run.status().word()),
                        took,
                        steps == 1 ? "1 step" : steps + " steps"));
        failed.forEach(step -> print(out, style, step));
        if (!outputs.isEmpty()) {
            out.println("outputs:");
            outputs.forEach(output -> out.println("  " + output));
        }
        out.flush();
    }

    private static void print(PrintWriter out, Style style, FailedStep step) {
        out.println();
        out.println("%s step %s failed: %s"
                .formatted(
                        style.mark(NodeStatus.FAILED),
                        style.bold(step.row().path()),
                        step.row().message()));
        if (!step.lastLines().isEmpty()) {
            out.println("  the last lines of its log:");
            step.lastLines().forEach(line -> out.println("  | " + TerminalText.printable(line)));
        }
        out.println("  the rest: " + step.command());
    }

    private static NodeStatus mark(RunStatus status) {
        return switch (status) {
            case SUCCEEDED -> NodeStatus.SUCCEEDED;
            case FAILED -> NodeStatus.FAILED;
            case TERMINATED -> NodeStatus.TERMINATED;
            case SKIPPED -> NodeStatus.SKIPPED;
            case INITIATING, PENDING, RUNNING, TERMINATING -> NodeStatus.RUNNING;
        };
    }
}
