package io.millrace.cli;

import io.millrace.cli.view.JsonView;
import io.millrace.cli.view.LiveView;
import io.millrace.cli.view.PlainView;
import io.millrace.cli.view.RunView;

/** Chooses how a run is shown: JSON when asked for, live on a terminal, plain lines anywhere else. */
final class Views {
    private Views() {}

    static RunView of(Context context, Output.Format format, HomeLogs logs) {
        return switch (format) {
            case JSON -> new JsonView(context.out());
            case TEXT ->
                context.terminal()
                        ? new LiveView(
                                context.out(), context.size(), context.style(), row -> Logs.lastLine(logs.of(row)))
                        : new PlainView(context.out());
        };
    }
}
