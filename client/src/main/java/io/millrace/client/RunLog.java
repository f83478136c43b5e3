package io.millrace.client;

import java.util.List;

/**
 * Logs of a run.
 *
 * @param submitLog what the engine has to say about the run and its jobs
 * @param pages one for each attempt of each job
 */
public record RunLog(String submitLog, List<LogPage> pages) {
    static RunLog of(Fields answer, String run, LogRequest request) {
        List<LogPage> pages = answer.list("runLog", job -> job).stream()
                .flatMap(job -> job.list("taskList", task -> page(run, job, task, request)).stream())
                .toList();
        return new RunLog(answer.text("submitLog"), pages);
    }

    private static LogPage page(String run, Fields job, Fields task, LogRequest request) {
        Fields info = task.object("logInfo");
        return new LogPage(
                run,
                job.text("jobID"),
                task.text("taskID"),
                info.flag("hasNextPage"),
                info.flag("truncated"),
                request.pageSize(),
                request.pageNumber(),
                info.text("logContent"));
    }
}
