package io.millrace.server.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.RunInputs;
import io.millrace.engine.RunQueries;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.log.LogLine;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Caller;
import io.millrace.server.http.Route;
import io.millrace.server.log.AttemptLogs;
import io.millrace.server.log.VisibleLogs;
import io.millrace.server.run.RunAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The log of a step, line by line, while it is written: the id of a line is where it begins in the file, so that a client
 * can go on where it was. A step that has not begun is waited for. The stream ends with an event {@code end} once the step
 * has. While a step waits for another one, or when it has the result of one, the lines are those of that one; the ids of
 * lines tell them apart.
 */
public final class LogStreamEndpoint {
    private static final JsonFactory JSON = new JsonFactory();

    private final RunQueries queries;
    private final RunInputs inputs;
    private final RunNews news;
    private final AttemptLogs logs;
    private final Duration pulse;

    /**
     * @param pulse after which a silent stream shows that it lives
     */
    public LogStreamEndpoint(RunQueries queries, RunInputs inputs, RunNews news, AttemptLogs logs, Duration pulse) {
        this.queries = queries;
        this.inputs = inputs;
        this.news = news;
        this.logs = logs;
        this.pulse = pulse;
    }

    public List<Route> routes() {
        return List.of(Route.own("GET", "/runs/{runID}/logs/{step}/stream", this::stream));
    }

    private Answer stream(Call call) {
        RunRecord run = RunAccess.of(queries, call.caller(), call.path("runID"));
        String path = call.path("step");
        require(run, path);
        Optional<Long> seen = call.header("Last-Event-ID").isEmpty()
                ? Optional.empty()
                : Optional.of(RunEventEndpoint.lastSeen(call));
        return new Answer.Stream(EventStream.TYPE, out -> new Stream(run.id(), path, call.caller(), out, seen).run());
    }

    /** Refuses a path at which there is no step and will be none. */
    private void require(RunRecord run, String path) {
        Optional<NodeRow> node = queries.node(run.id(), path);
        if (node.filter(it -> it.kind() == NodeRow.Kind.DAG).isPresent()) {
            throw ApiCode.JOB_NOT_FOUND.because("%s of %s is a DAG: its steps have logs".formatted(path, run.id()));
        }
        if (node.isEmpty() && (run.row().status().isFinal() || !isPlanned(run, path))) {
            throw ApiCode.JOB_NOT_FOUND.because("%s has no step %s".formatted(run.id(), path));
        }
    }

    private boolean isPlanned(RunRecord run, String path) {
        List<String> names = List.of(path.split("\\.", -1));
        return PlannedSteps.paths(inputs.of(run).plan()).stream()
                .map(planned -> List.of(planned.split("\\.", -1)))
                .anyMatch(planned -> isIteration(names, planned));
    }

    private static boolean isIteration(List<String> names, List<String> planned) {
        return names.size() == planned.size()
                && IntStream.range(0, names.size())
                        .allMatch(i -> names.get(i).equals(planned.get(i))
                                || names.get(i).matches(Pattern.quote(planned.get(i)) + "-\\d+"));
    }

    private final class Stream {
        private final RunId run;
        private final String path;
        private final Caller caller;
        private final EventStream stream;
        private final Optional<Long> seen;
        private volatile boolean gone;

        Stream(RunId run, String path, Caller caller, OutputStream out, Optional<Long> seen) {
            this.run = run;
            this.path = path;
            this.caller = caller;
            this.stream = new EventStream(out);
            this.seen = seen;
        }

        void run() throws IOException {
            Optional<NodeRow> maker = awaitLog(Optional.empty());
            while (maker.isPresent()) {
                follow(maker.get());
                maker = awaitLog(maker);
            }
            stream.send("end", "end", end(queries.node(run, path)));
        }

        /** The step that writes the log, once there is one and it is another one; empty when there will be none. */
        private Optional<NodeRow> awaitLog(Optional<NodeRow> before) throws IOException {
            while (true) {
                var next = news.next(run);
                boolean over = isOver(run);
                Optional<NodeRow> row = queries.node(run, path);
                Optional<NodeRow> maker = row.flatMap(new VisibleLogs(queries, caller)::of)
                        .filter(step ->
                                before.filter(other -> isSame(other, step)).isEmpty());
                if (maker.isPresent()) {
                    return maker;
                }
                if (over || row.filter(it -> it.status().isFinal()).isPresent()) {
                    return Optional.empty();
                }
                if (!RunEventEndpoint.await(next, pulse)) {
                    stream.stillHere();
                }
            }
        }

        private static boolean isSame(NodeRow one, NodeRow other) {
            return one.run().equals(other.run()) && one.node() == other.node();
        }

        private boolean isOver(RunId id) {
            return queries.run(id)
                    .map(record -> record.row().status().isFinal())
                    .orElse(true);
        }

        private void follow(NodeRow maker) throws IOException {
            CountDownLatch over = new CountDownLatch(1);
            Thread watch = Thread.ofVirtual().start(() -> awaitEnd(maker, over));
            LogPlaces places = LogPlaces.of(run, path, maker);
            try {
                AttemptId attempt = new AttemptId(maker.run(), maker.node(), maker.attempts());
                long start = seen.flatMap(places::offset).orElse(0L);
                boolean resumes = seen.flatMap(places::offset).isPresent();
                logs.of(attempt)
                        .follow(
                                start,
                                over,
                                line -> {
                                    if (!resumes || line.offset() != start) { // else the client has seen it
                                        line(places, line);
                                    }
                                },
                                open -> {});
            } catch (UncheckedIOException e) {
                gone = true;
                throw e.getCause();
            } catch (InterruptedException e) {
                gone = true;
                Thread.currentThread().interrupt();
            } finally {
                watch.interrupt();
            }
        }

        /** Until the step that writes has ended, or the one that is asked for. */
        private void awaitEnd(NodeRow maker, CountDownLatch over) {
            try {
                boolean ended = false;
                while (!ended && !gone) {
                    var next = news.next(run).applyToEither(news.next(maker.run()), id -> id);
                    ended = isFinal(maker)
                            || queries.node(run, path)
                                    .filter(row -> row.status().isFinal())
                                    .isPresent();
                    if (!ended) {
                        RunEventEndpoint.await(next, pulse);
                    }
                }
            } catch (IOException stopped) {
                gone = true; // the stream has ended, or the server does
            } finally {
                over.countDown();
            }
        }

        private boolean isFinal(NodeRow maker) {
            return queries.nodes(maker.run(), maker.node() - 1, 1).stream()
                    .findFirst()
                    .map(row -> row.status().isFinal())
                    .orElse(true);
        }

        private void line(LogPlaces places, LogLine line) {
            try {
                stream.send(Long.toString(places.id(line.offset())), "line", text(line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String end(Optional<NodeRow> node) {
            return json(json -> {
                json.writeStringField(
                        "status",
                        node.map(NodeRow::status).orElse(NodeStatus.CANCELLED).word());
                json.writeNumberField("attempts", node.map(NodeRow::attempts).orElse(0));
                json.writeStringField("message", node.map(NodeRow::message).orElse("it never began"));
            });
        }

        private static String text(LogLine line) {
            return json(json -> {
                json.writeStringField("text", line.text());
                json.writeStringField("end", line.end().name().toLowerCase(Locale.ROOT));
            });
        }

        private static String json(Answer.Body fields) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(text)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        }
    }
}
