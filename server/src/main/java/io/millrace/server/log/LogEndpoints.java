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
import java.util.function.Function;
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
        VisibleLogs visible = new VisibleLogs(queries, call.caller());
        String job = call.query("jobID");
        String path = call.query("step");
        List<Shown> shown = ofSteps(run, step -> shown(visible, step, job, path));
        return Answer.object(json -> {
            json.writeStringField("submitLog", submitLog(run, shown));
            json.writeStringField("runID", run.id().toString());
            json.writeArrayFieldStart("runLog");
            for (Shown step : shown) {
                job(json, step, wanted);
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
        NodeRow node =
                ofSteps(
                                run,
                                step -> Optional.of(step)
                                        .filter(it ->
                                                it.attempts() > 0 && it.jobId().equals(id)))
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> noJob(id));
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

    /**
     * A step and the one whose log stands for it.
     *
     * @param maker the step itself, unless it waits for another one or has its result
     */
    private record Shown(NodeRow step, NodeRow maker) {}

    private static Optional<Shown> shown(VisibleLogs visible, NodeRow step, String job, String path) {
        return path.isEmpty() || step.path().equals(path)
                ? visible.of(step)
                        .filter(maker ->
                                List.of("", maker.jobId(), step.jobId()).contains(job))
                        .map(maker -> new Shown(step, maker))
                : Optional.empty();
    }

    /** What is made of the steps of a run, at most as much as an answer holds. */
    private <T> List<T> ofSteps(RunRecord run, Function<NodeRow, Optional<T>> part) {
        List<T> parts = new ArrayList<>();
        List<NodeRow> page = queries.nodes(run.id(), -1, RunQueries.NODES_PER_PAGE);
        while (!page.isEmpty() && parts.size() < MOST_JOBS) {
            page.stream()
                    .filter(node -> node.kind() != NodeRow.Kind.DAG)
                    .flatMap(node -> part.apply(node).stream())
                    .limit(MOST_JOBS - parts.size())
                    .forEach(parts::add);
            page = queries.nodes(run.id(), page.getLast().node(), RunQueries.NODES_PER_PAGE);
        }
        return parts;
    }

    private static String submitLog(RunRecord run, List<Shown> shown) {
        String first = "%s %s %s"
                .formatted(run.id(), run.row().status().word(), run.row().message())
                .strip();
        return shown.stream()
                .map(Shown::step)
                .filter(node -> !node.message().isEmpty())
                .map(node -> "%s %s: %s".formatted(node.path(), node.status().word(), node.message()))
                .collect(Collectors.joining("\n", first + "\n", "\n"));
    }

    private void job(JsonGenerator json, Shown step, Wanted wanted) throws IOException {
        NodeRow maker = step.maker();
        json.writeStartObject();
        json.writeStringField("jobID", maker.jobId());
        json.writeArrayFieldStart("taskList");
        for (int number = 1; number <= maker.attempts(); number++) {
            AttemptId attempt = new AttemptId(maker.run(), maker.node(), number);
            LogPage page = wanted.of(logs.of(attempt));
            task(json, maker, number, new Extract(text(page.lines()), page.hasNextPage(), false));
        }
        json.writeEndArray();
        json.writeStringField("name", step.step().path());
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
