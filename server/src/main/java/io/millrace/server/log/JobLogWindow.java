package io.millrace.server.log;

import io.millrace.engine.log.LogFile;
import io.millrace.engine.log.LogLine;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.log.LogEndpoints.Extract;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a job's log is asked for.
 *
 * @param lines at most so many
 * @param characters at most so many
 * @param fromTail the last ones rather than the first
 */
record JobLogWindow(long lines, long characters, boolean fromTail) {
    private static final long DEFAULT_LINES = 1000;
    private static final long MOST_LINES = 1_000_000;
    /** The stock limit is 1 GB; no answer of this server is that large. */
    private static final long MOST_CHARACTERS = 32L << 20;

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("", "0", "f", "F", "FALSE", "false", "False");
    /** The names that clients may send; all logs are read in the same way. */
    private static final Set<String> FRAMEWORKS =
            Set.of("", "standalone", "spark", "paddle", "tensorflow", "mpi", "pytorch", "mxnet", "ray", "aitj");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(k|K|Ki|M|Mi|G|Gi)?");

    static JobLogWindow of(Call call) {
        String tail = call.query("readFromTail");
        if (!TRUE.contains(tail) && !FALSE.contains(tail)) {
            throw ApiCode.INVALID_URI.because("readFromTail is true or false, not '%s'".formatted(tail));
        }
        if (!FRAMEWORKS.contains(call.query("framework"))) {
            throw ApiCode.INVALID_ARGUMENTS.because("framework is one of PaddleFlow's, such as standalone, not '%s'"
                    .formatted(call.query("framework")));
        }
        long lines = call.queryNumber("lineLimit").orElse(DEFAULT_LINES);
        return new JobLogWindow(
                lines < 1 || lines > MOST_LINES ? DEFAULT_LINES : lines,
                size(call.query("sizeLimit")),
                TRUE.contains(tail));
    }

    private static long size(String text) {
        if (text.isEmpty()) {
            return MOST_CHARACTERS;
        }
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw ApiCode.INVALID_URI.because("sizeLimit looks like 100M, not '%s'".formatted(text));
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        long factor = switch (unit) {
            case "k", "K" -> 1000L;
            case "Ki" -> 1L << 10;
            case "M" -> 1_000_000L;
            case "Mi" -> 1L << 20;
            case "G" -> 1_000_000_000L;
            case "Gi" -> 1L << 30;
            default -> 1L;
        };
        return Math.min(Long.parseLong(matcher.group(1)) * factor, MOST_CHARACTERS);
    }

    Extract of(LogFile log) throws IOException {
        StringBuilder text = new StringBuilder();
        long start = fromTail ? log.startOfLast(lines) : 0;
        long[] counted = {0};
        boolean[] full = {false};
        log.readFirst(start, lines + 1, line -> {
            boolean fits = counted[0] < lines && text.length() + line.text().length() < characters;
            full[0] |= !fits;
            if (!full[0]) {
                counted[0]++;
                append(text, line);
            }
        });
        return new Extract(text.toString(), full[0] || (fromTail && start > 0), full[0]);
    }

    private static void append(StringBuilder text, LogLine line) {
        text.append(line.text()).append('\n');
    }
}
