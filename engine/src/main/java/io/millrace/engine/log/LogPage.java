package io.millrace.engine.log;

import java.util.List;

/**
 * A page of a log.
 *
 * @param lines in the order of the file, whichever end the pages count from
 * @param end offset behind the last of the lines; a page from there on is the next one towards the end of the file
 * @param hasNextPage whether there is more in the direction in which the pages count
 */
public record LogPage(List<LogLine> lines, long end, boolean hasNextPage) {
    public LogPage {
        lines = List.copyOf(lines);
    }
}
