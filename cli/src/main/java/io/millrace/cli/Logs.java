package io.millrace.cli;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.log.LogFile;
import io.millrace.engine.log.LogLine;
import io.millrace.executor.local.AttemptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Ends of logs, for views and summaries. A log that cannot be read says so in its place. */
final class Logs {
    private Logs() {}

    static List<String> tail(LogFile log, int lines) {
        try {
            return log.pageFromEnd(1, lines).lines().stream()
                    .map(LogLine::display)
                    .toList();
        } catch (IOException e) {
            return List.of("(the log cannot be read: " + e.getMessage() + ")");
        }
    }

    /** Whether the attempt ran and its log has been removed since. */
    static boolean wasRemoved(AttemptFiles files, AttemptId attempt) {
        return files.hasRun(attempt) && Files.notExists(files.log(attempt));
    }

    static String lastLine(LogFile log) {
        try {
            return log.lastLine().map(LogLine::display).orElse("");
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }
}
