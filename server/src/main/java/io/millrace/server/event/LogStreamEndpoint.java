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
 * can go on where it was. A step that has not begun is waited for, and when another attempt begins its lines follow. The
 * stream ends with an event {@code end} once the step has. While a step waits for another one, or when it has the result of one, the lines are those of that one; the ids of
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
        return new Answer.Stream(
                EventStream.TYPE, out -> new Stream(run.id(), path, call.caller(), out, seen).runToItsEnd());
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

    /**
     * The log of an attempt.
     *
     * @param lastSeen where the last line begins that the client has seen
     */
    private record Written(NodeRow maker, int attempt, Optional<Long> lastSeen) {
        AttemptId id() {
            return new AttemptId(maker.run(), maker.node(), attempt);
        }

        /** Of the next attempt, when there is one. */
        Optional<Written> next(NodeRow now) {
            return now.attempts() > attempt
                    ? Optional.of(new Written(now, attempt + 1, Optional.empty()))
                    : Optional.empty();
        }
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

        void runToItsEnd() throws IOException {
            try {
                run();
            } finally {
                news.tell(run);
            }
        }

        private void run() throws IOException {
            Optional<Written> log = awaitLog(Optional.empty());
            while (log.isPresent()) {
                follow(log.get());
                log = awaitLog(log);
            }
            stream.send("end", "end", end(queries.node(run, path)));
        }

        /** What is written next, once there is something; empty when there will be nothing more. */
        private Optional<Written> awaitLog(Optional<Written> before) throws IOException {
            while (true) {
                var next = news.next(run);
                boolean over = isOver(run);
                Optional<NodeRow> row = queries.node(run, path);
                Optional<Written> log = row.flatMap(new VisibleLogs(queries, caller)::of)
                        .flatMap(maker -> before.filter(last -> isSame(last.maker(), maker))
                                .map(last -> last.next(maker))
                                .orElseGet(() -> Optional.of(first(maker))));
                if (log.isPresent()) {
                    return log;
                }
                if (over || row.filter(it -> it.status().isFinal()).isPresent()) {
                    return Optional.empty();
                }
                if (!RunEventEndpoint.await(next, pulse)) {
                    stream.stillHere();
                }
            }
        }

        /** The attempt that runs or was the last, or an earlier one when a client goes on in it. */
        private Written first(NodeRow maker) {
            return seen.flatMap(LogPlaces.of(run, path, maker)::place)
                    .filter(place -> place.attempt() <= maker.attempts())
                    .map(place -> new Written(maker, place.attempt(), Optional.of(place.offset())))
                    .orElseGet(() -> new Written(maker, maker.attempts(), Optional.empty()));
        }

        private static boolean isSame(NodeRow one, NodeRow other) {
            return one.run().equals(other.run()) && one.node() == other.node();
        }

        private boolean isOver(RunId id) {
            return queries.run(id)
                    .map(record -> record.row().status().isFinal())
                    .orElse(true);
        }

        private void follow(Written log) throws IOException {
            CountDownLatch over = new CountDownLatch(1);
            Thread watch = Thread.ofVirtual().start(() -> awaitEnd(log, over));
            LogPlaces places = LogPlaces.of(run, path, log.maker());
            try {
                logs.of(log.id())
                        .follow(
                                log.lastSeen().orElse(0L),
                                over,
                                line -> {
                                    if (!log.lastSeen().equals(Optional.of(line.offset()))) {
                                        line(places.id(log.attempt(), line.offset()), line);
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

        /** Until the attempt that writes has ended, or the step that is asked for. */
        private void awaitEnd(Written log, CountDownLatch over) {
            try {
                boolean ended = false;
                while (!ended && !gone) {
                    var next =
                            news.next(run).applyToEither(news.next(log.maker().run()), id -> id);
                    ended = isOver(log)
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
                news.tell(log.maker().run());
            }
        }

        private boolean isOver(Written log) {
            NodeRow maker = log.maker();
            return queries.nodes(maker.run(), maker.node() - 1, 1).stream()
                    .findFirst()
                    .map(row -> row.status().isFinal() || row.attempts() > log.attempt())
                    .orElse(true);
        }

        private void line(long id, LogLine line) {
            try {
                stream.send(Long.toString(id), "line", text(line));
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
