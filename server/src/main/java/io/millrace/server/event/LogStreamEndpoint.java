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
import io.millrace.server.http.Route;
import io.millrace.server.log.AttemptLogs;
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
 * has.
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
        long seen = RunEventEndpoint.lastSeen(call);
        boolean resumes = !call.header("Last-Event-ID").isEmpty();
        return new Answer.Stream(EventStream.TYPE, out -> new Stream(run.id(), path, out, seen, resumes).run());
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
        private final EventStream stream;
        private final long seen;
        private boolean skips;
        private volatile boolean gone;

        Stream(RunId run, String path, OutputStream out, long seen, boolean resumes) {
            this.run = run;
            this.path = path;
            this.stream = new EventStream(out);
            this.seen = seen;
            this.skips = resumes;
        }

        void run() throws IOException {
            Optional<NodeRow> begun = awaitAttempt();
            if (begun.isPresent()) {
                follow(begun.get());
            }
            stream.send("end", "end", end(begun.flatMap(this::now)));
        }

        /** The step once it has an attempt; empty when it will never have one. */
        private Optional<NodeRow> awaitAttempt() throws IOException {
            while (true) {
                var next = news.next(run);
                boolean over = queries.run(run)
                        .map(record -> record.row().status().isFinal())
                        .orElse(true);
                Optional<NodeRow> row = queries.node(run, path);
                if (over
                        || row.filter(it -> it.attempts() > 0 || it.status().isFinal())
                                .isPresent()) {
                    return row;
                }
                if (!RunEventEndpoint.await(next, pulse)) {
                    stream.stillHere();
                }
            }
        }

        private Optional<NodeRow> now(NodeRow node) {
            return queries.nodes(run, node.node() - 1, 1).stream().findFirst();
        }

        private void follow(NodeRow node) throws IOException {
            if (node.attempts() == 0) {
                return;
            }
            CountDownLatch over = new CountDownLatch(1);
            Thread watch = Thread.ofVirtual().start(() -> awaitEnd(node, over));
            try {
                AttemptId attempt = new AttemptId(run, node.node(), node.attempts());
                logs.of(attempt).follow(seen, over, this::line, open -> {});
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                gone = true;
                watch.interrupt();
            }
        }

        private void awaitEnd(NodeRow node, CountDownLatch over) {
            try {
                boolean ended = false;
                while (!ended && !gone) {
                    var next = news.next(run);
                    ended = now(node).map(row -> row.status().isFinal()).orElse(true);
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

        private void line(LogLine line) {
            if (skips) {
                skips = false;
                return; // the line that the client has seen
            }
            try {
                stream.send(Long.toString(line.offset()), "line", text(line));
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
