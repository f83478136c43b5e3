package io.millrace.cli;

import io.millrace.engine.log.LogLine;
import io.millrace.pipeline.problem.TerminalText;
import java.util.Locale;

/**
 * Prints the lines of one log. On a terminal the last line is also shown while it is incomplete, and written over when it
 * changes, so that a progress bar moves; not beside the lines of other logs, which may come in between.
 */
final class LogPrinter {
    private static final String CLEAR_LINE = "\r\033[K";

    private final Context context;
    private final Output.Format format;
    private final String step;
    private final String prefix;
    private boolean incomplete;

    /**
     * A printer.
     *
     * @param step path of the step
     * @param prefix before each line of text
     */
    LogPrinter(Context context, Output.Format format, String step, String prefix) {
        this.context = context;
        this.format = format;
        this.step = step;
        this.prefix = prefix;
    }

    void print(LogLine line) {
        switch (format) {
            case TEXT -> {
                clear();
                context.out().println(prefix + line.display());
            }
            case JSON -> context.out().println(json(line));
        }
    }

    /** Prints and makes sure that it is seen at once. */
    void printNow(LogLine line) {
        print(line);
        context.out().flush();
    }

    /** Shows the begin of a line that is still being written. */
    void printIncomplete(LogLine line) {
        if (format == Output.Format.TEXT && context.terminal() && prefix.isEmpty()) {
            clear();
            context.out().print(TerminalText.fit(prefix + line.display(), context.columns()));
            context.out().flush();
            incomplete = true;
        }
    }

    private void clear() {
        if (incomplete) {
            context.out().print(CLEAR_LINE);
            incomplete = false;
        }
    }

    private String json(LogLine line) {
        return Output.jsonLine(json -> {
            json.writeStartObject();
            json.writeStringField("step", step);
            json.writeNumberField("offset", line.offset());
            json.writeStringField("text", line.text());
            json.writeStringField("end", line.end().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        });
    }
}
