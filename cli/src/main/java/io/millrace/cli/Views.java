package io.millrace.cli;

import io.millrace.cli.view.JsonView;
import io.millrace.cli.view.LiveView;
import io.millrace.cli.view.PlainView;
import io.millrace.cli.view.RunView;
import io.millrace.engine.core.AttemptId;
import io.millrace.executor.local.AttemptFiles;

/** Chooses how a run is shown: JSON when asked for, live on a terminal, plain lines anywhere else. */
final class Views {
    private Views() {}

    static RunView of(Context context, Output.Format format, AttemptFiles files) {
        return switch (format) {
            case JSON -> new JsonView(context.out());
            case TEXT ->
                context.terminal()
                        ? new LiveView(
                                context.out(),
                                context.size(),
                                context.style(),
                                row -> Logs.lastLine(files.log(new AttemptId(row.run(), row.node(), row.attempts()))))
                        : new PlainView(context.out());
        };
    }
}
