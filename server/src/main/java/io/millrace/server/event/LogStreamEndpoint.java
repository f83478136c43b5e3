package io.millrace.server.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.RunQueries;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.RunId;
import io.millrace.engine.log.LogFile;
import io.millrace.engine.log.LogLine;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
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

/**
 * The log of a step, line by line, while it is written: the id of a line is where it begins in the file, so that a client
 * can go on where it was. The stream ends with an event {@code end} once the step has.
 */
public final class LogStreamEndpoint {
    private static final JsonFactory JSON = new JsonFactory();

    private final RunQueries queries;
    private final RunNews news;
    private final AttemptLogs logs;
    private final Duration pulse;

    /**
     * @param pulse after which a silent stream shows that it lives
     */
    public LogStreamEndpoint(RunQueries queries, RunNews news, AttemptLogs logs, Duration pulse) {
        this.queries = queries;
        this.news = news;
        this.logs = logs;
        this.pulse = pulse;
    }

    public List<Route> routes() {
        return List.of(Route.own("GET", "/runs/{runID}/logs/{step}/stream", this::stream));
    }

    private Answer stream(Call call) {
        RunRecord run = RunAccess.of(queries, call.caller(), call.path("runID"));
        NodeRow node = node(run.id(), call.path("step"));
        long seen = RunEventEndpoint.lastSeen(call);
        boolean resumes = !call.header("Last-Event-ID").isEmpty();
        return new Answer.Stream(EventStream.TYPE, out -> new Stream(node, out, seen, resumes).run());
    }

    private NodeRow node(RunId run, String path) {
        return queries.node(run, path)
                .filter(node -> node.kind() != NodeRow.Kind.DAG)
                .orElseThrow(() -> ApiCode.JOB_NOT_FOUND.because(
                        "%s has no step %s, or it has not begun yet".formatted(run, path)));
    }

    private Optional<NodeRow> now(NodeRow node) {
        return queries.nodes(node.run(), node.node() - 1, 1).stream().findFirst();
    }

    private final class Stream {
        private final NodeRow node;
        private final EventStream stream;
        private final long seen;
        private boolean skips;
        private volatile boolean gone;

        Stream(NodeRow node, OutputStream out, long seen, boolean resumes) {
            this.node = node;
            this.stream = new EventStream(out);
            this.seen = seen;
            this.skips = resumes;
        }

        void run() throws IOException {
            CountDownLatch over = new CountDownLatch(1);
            Thread watch = Thread.ofVirtual().start(() -> awaitEnd(over));
            try {
                NodeRow begun = awaitAttempt();
                if (begun.attempts() > 0) {
                    AttemptId attempt = new AttemptId(node.run(), node.node(), begun.attempts());
                    new LogFile(logs.of(attempt)).follow(seen, over, this::line, open -> {});
                }
                stream.send("end", "end", end());
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                gone = true;
                watch.interrupt();
            }
        }

        /** The step as it is once it has an attempt, or will never have one. */
        private NodeRow awaitAttempt() throws IOException {
            while (true) {
                var next = news.next(node.run());
                NodeRow row = now(node).orElse(node);
                if (row.attempts() > 0 || row.status().isFinal()) {
                    return row;
                }
                if (!RunEventEndpoint.await(next, pulse)) {
                    stream.stillHere();
                }
            }
        }

        private void awaitEnd(CountDownLatch over) {
            try {
                boolean ended = false;
                while (!ended && !gone) {
                    var next = news.next(node.run());
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

        private String end() {
            NodeRow row = now(node).orElse(node);
            return json(json -> {
                json.writeStringField("status", row.status().word());
                json.writeNumberField("attempts", row.attempts());
                json.writeStringField("message", row.message());
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
