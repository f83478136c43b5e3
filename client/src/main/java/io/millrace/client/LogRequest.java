package io.millrace.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of the logs of a run is asked for.
 *
 * @param job only this one, by its id
 * @param step only the step with this path, {@code sweep-1.train}; servers of PaddleFlow do not look at it
 * @param pageSize lines, from 1 to 100
 * @param pageNumber counts from 1
 * @param fromBegin whether pages are counted from the first line; else from the last one
 */
public record LogRequest(Optional<String> job, Optional<String> step, int pageSize, int pageNumber, boolean fromBegin) {
    /** The last 100 lines of every job. */
    public static final LogRequest END = new LogRequest(Optional.empty(), Optional.empty(), 100, 1, false);

    /** The first 100 lines of every job. */
    public static final LogRequest BEGIN = new LogRequest(Optional.empty(), Optional.empty(), 100, 1, true);

    public LogRequest {
        if (pageSize < 1 || pageSize > 100 || pageNumber < 1) {
            throw new IllegalArgumentException(
                    "pages have from 1 to 100 lines and count from 1, not %d and %d".formatted(pageSize, pageNumber));
        }
    }

    /** The same for one job. */
    public LogRequest ofJob(String id) {
        return new LogRequest(Optional.of(id), step, pageSize, pageNumber, fromBegin);
    }

    /** The same for one step, also where it shows the log of the step that it waits for. */
    public LogRequest ofStep(String path) {
        return new LogRequest(job, Optional.of(path), pageSize, pageNumber, fromBegin);
    }

    /** The same with pages of another size. */
    public LogRequest pageSize(int lines) {
        return new LogRequest(job, step, lines, pageNumber, fromBegin);
    }

    /** The same for another page. */
    public LogRequest page(int number) {
        return new LogRequest(job, step, pageSize, number, fromBegin);
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        job.ifPresent(id -> query.put("jobID", id));
        step.ifPresent(path -> query.put("step", path));
        query.put("pageSize", Integer.toString(pageSize));
        query.put("pageNo", Integer.toString(pageNumber));
        query.put("logFilePosition", fromBegin ? "begin" : "end");
        return query;
    }
}
