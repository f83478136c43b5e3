package io.millrace.server.log;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.RunQueries;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.RunId;
import io.millrace.engine.log.LogFile;
import io.millrace.engine.log.LogLine;
import io.millrace.engine.log.LogPage;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Call;
import io.millrace.server.http.Route;
import io.millrace.server.run.RunAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pages of logs, as clients of PaddleFlow ask for them. */
public final class LogEndpoints {
    private static final long LARGEST_PAGE = 100;
    private static final long MOST_PAGES = 1_000_000;
    private static final int MOST_JOBS = 1000;
    private static final Pattern JOB = Pattern.compile("job-(run-\\d{6,18})-.*");

    private final RunQueries queries;
    private final AttemptLogs logs;

    public LogEndpoints(RunQueries queries, AttemptLogs logs) {
        this.queries = queries;
        this.logs = logs;
    }

    public List<Route> routes() {
        return List.of(Route.of("GET", "/log/run/{runID}", this::run), Route.of("GET", "/log/job", this::job));
    }

    /** Which page of a log. */
    private record Wanted(int number, int size, boolean fromBegin) {

        static Wanted of(Call call) {
            long size = call.queryNumber("pageSize").orElse(0L);
            long number = call.queryNumber("pageNo").orElse(0L);
            if (size < 0 || size > LARGEST_PAGE) {
                throw ApiCode.INVALID_URI.because("pageSize must be from 1 to %d".formatted(LARGEST_PAGE));
            }
            if (number < 0 || number > MOST_PAGES) {
                throw ApiCode.INVALID_URI.because("pageNo must be from 1 to %d".formatted(MOST_PAGES));
            }
            String position = call.query("logFilePosition");
            if (!List.of("", "begin", "end").contains(position)) {
                throw ApiCode.INVALID_URI.because("logFilePosition is begin or end, not '%s'".formatted(position));
            }
            return new Wanted(
                    (int) Math.max(number, 1), (int) (size == 0 ? LARGEST_PAGE : size), position.equals("begin"));
        }

        LogPage of(LogFile log) throws IOException {
            return fromBegin ? log.pageFromBegin(number, size) : log.pageFromEnd(number, size);
        }
    }

    private Answer run(Call call) {
        RunRecord run = RunAccess.of(queries, call.caller(), call.path("runID"));
        Wanted wanted = Wanted.of(call);
        String job = call.query("jobID");
        List<NodeRow> jobs = jobs(run, job);
        return Answer.object(json -> {
            json.writeStringField("submitLog", submitLog(run, jobs));
            json.writeStringField("runID", run.id().toString());
            json.writeArrayFieldStart("runLog");
            for (NodeRow node : jobs) {
                job(json, node, wanted);
            }
            json.writeEndArray();
        });
    }

    /** The log of one job, by lines and bytes rather than by pages. */
    private Answer job(Call call) {
        String id = call.query("jobID");
        Matcher matcher = JOB.matcher(id);
        RunRecord run = (matcher.matches() ? RunId.of(matcher.group(1)) : Optional.<RunId>empty())
                .flatMap(queries::run)
                .orElseThrow(() -> noJob(id));
        NodeRow node = jobs(run, id).stream().findFirst().orElseThrow(() -> noJob(id));
        call.caller().require(run.created().user(), "job " + id);
        JobLogWindow window = JobLogWindow.of(call);
        return Answer.object(json -> {
            json.writeStringField("jobID", id);
            json.writeArrayFieldStart("taskList");
            for (int number = 1; number <= node.attempts(); number++) {
                AttemptId attempt = new AttemptId(node.run(), node.node(), number);
                task(json, node, number, window.of(logs.of(attempt)));
            }
            json.writeEndArray();
            json.writeStringField("name", node.path());
            json.writeStringField("type", "");
            json.writeNullField("eventList");
        });
    }

    private static ApiException noJob(String id) {
        return ApiCode.JOB_NOT_FOUND.because("there is no job '%s'".formatted(id));
    }

    /** The nodes that had a process of their own in this run, or the one with a job id: at most as many as an answer holds. */
    private List<NodeRow> jobs(RunRecord run, String job) {
        List<NodeRow> jobs = new ArrayList<>();
        List<NodeRow> page = queries.nodes(run.id(), -1, RunQueries.NODES_PER_PAGE);
        while (!page.isEmpty() && jobs.size() < MOST_JOBS) {
            page.stream()
                    .filter(node -> node.attempts() > 0)
                    .filter(node -> job.isEmpty() || node.jobId().equals(job))
                    .limit(MOST_JOBS - jobs.size())
                    .forEach(jobs::add);
            page = queries.nodes(run.id(), page.getLast().node(), RunQueries.NODES_PER_PAGE);
        }
        return jobs;
    }

    private static String submitLog(RunRecord run, List<NodeRow> jobs) {
        String first = "%s %s %s"
                .formatted(run.id(), run.row().status().word(), run.row().message())
                .strip();
        return jobs.stream()
                .filter(node -> !node.message().isEmpty())
                .map(node -> "%s %s: %s".formatted(node.path(), node.status().word(), node.message()))
                .collect(Collectors.joining("\n", first + "\n", "\n"));
    }

    private void job(JsonGenerator json, NodeRow node, Wanted wanted) throws IOException {
        json.writeStartObject();
        json.writeStringField("jobID", node.jobId());
        json.writeArrayFieldStart("taskList");
        for (int number = 1; number <= node.attempts(); number++) {
            AttemptId attempt = new AttemptId(node.run(), node.node(), number);
            LogPage page = wanted.of(logs.of(attempt));
            task(json, node, number, new Extract(text(page.lines()), page.hasNextPage(), false));
        }
        json.writeEndArray();
        json.writeStringField("name", node.path());
        json.writeStringField("type", "");
        json.writeNullField("eventList");
        json.writeEndObject();
    }

    private static void task(JsonGenerator json, NodeRow node, int attempt, Extract extract) throws IOException {
        json.writeStartObject();
        json.writeStringField("taskID", node.jobId() + "-" + attempt);
        json.writeObjectFieldStart("logInfo");
        json.writeStringField("logContent", extract.text());
        json.writeBooleanField("hasNextPage", extract.hasMore());
        json.writeBooleanField("truncated", extract.truncated());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Lines as one text, each ended by a line break. */
    private static String text(List<LogLine> lines) {
        return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    /** A part of a log. */
    record Extract(String text, boolean hasMore, boolean truncated) {}
}
