package io.millrace.cli;

import io.millrace.cli.view.RunView;
import io.millrace.cli.view.Summary;
import io.millrace.engine.MillraceException;
import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for runs of this process to end, passes Ctrl-C on to them, and tells how they ended. */
final class RunEnding {
    private final Context context;
    private final LocalEngine local;
    private final RunWatch watch;
    private final Output.Format format;

    RunEnding(Context context, LocalEngine local, RunWatch watch, Output.Format format) {
        this.context = context;
        this.local = local;
        this.watch = watch;
        this.format = format;
    }

    /** The exit code, once all {@code runs} have ended. */
    int await(List<RunId> runs, RunView view) {
        CompletableFuture<Void> ends =
                CompletableFuture.allOf(runs.stream().map(watch::end).toArray(CompletableFuture<?>[]::new));
        context.interruption().onInterrupt(() -> stop(runs, view));
        try {
            CompletableFuture.anyOf(ends, local.engine().stopped()).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        view.close();
        int code = ExitCode.OK;
        for (RunId run : runs) {
            RunRow row = watch.end(run).join();
            summarize(run, row);
            warn(run);
            code = Math.max(code, row.status() == RunStatus.SUCCEEDED ? ExitCode.OK : ExitCode.FAILED);
        }
        return context.interruption().happened() ? ExitCode.INTERRUPTED : code;
    }

    private void stop(List<RunId> runs, RunView view) {
        view.notice("stopping: steps are asked to end, and killed when they do not");
        for (RunId run : runs) {
            try {
                local.engine().stop(run, false);
            } catch (MillraceException e) {
                view.notice(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Steps that can never be reused: the reason why is rarely meant. */
    private void warn(RunId run) {
        if (format == Output.Format.TEXT) {
            for (CacheCheck check : local.cache().restless(run)) {
                context.err().println("warning: step %s: %s".formatted(check.path(), check.reason()));
            }
            context.err().flush();
        }
    }

    private void summarize(RunId run, RunRow row) {
        if (format == Output.Format.JSON) {
            return;
        }
        List<NodeRow> steps = watch.nodes(run).stream()
                .filter(node -> node.kind() != NodeRow.Kind.DAG)
                .toList();
        FailedSteps failed = new FailedSteps(local.logs());
        List<Summary.FailedStep> failures = new ArrayList<>();
        steps.stream()
                .filter(node ->
                        node.status() == NodeStatus.FAILED && node.keptFrom().isEmpty())
                .limit(3)
                .forEach(node -> failures.add(failed.of(node)));
        Summary.print(
                context.out(),
                context.style(),
                row,
                failures,
                OutputPaths.of(context, local.queries(), run),
                steps.size());
    }
}
