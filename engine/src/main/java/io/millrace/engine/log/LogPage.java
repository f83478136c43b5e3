package io.millrace.engine.log;

import java.util.List;

/**
 * A page of a log.
 *
 * @param lines in the order of the file, whichever end the pages count from
 * @param hasNextPage whether there is more in the direction in which the pages count
 */
public record LogPage(List<LogLine> lines, boolean hasNextPage) {
    public LogPage {
        lines = List.copyOf(lines);
    }
}
