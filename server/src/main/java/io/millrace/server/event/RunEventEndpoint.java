package io.millrace.server.event;

import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Route;
import io.millrace.server.run.RunAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events of a run, from its first on or from where a client was: the id of each is its number in the run. The stream
 * ends with the run.
 */
public final class RunEventEndpoint {
    private static final Pattern KIND = Pattern.compile("\"event\":\"([a-z-]+)\"");
    private static final int LONGEST_NUMBER = 18;

    private final RunQueries queries;
    private final RunNews news;
    private final Duration pulse;

    /**
     * @param pulse after which a silent stream shows that it lives
     */
    public RunEventEndpoint(RunQueries queries, RunNews news, Duration pulse) {
        this.queries = queries;
        this.news = news;
        this.pulse = pulse;
    }

    public List<Route> routes() {
        return List.of(Route.own("GET", "/runs/{runID}/events", this::events));
    }

    private Answer events(Call call) {
        RunRecord run = RunAccess.of(queries, call.caller(), call.path("runID"));
        long after = lastSeen(call);
        return new Answer.Stream(EventStream.TYPE, out -> new Stream(run.id(), out, after).runToItsEnd());
    }

    /** The number of the last event or the place in a log that a client has seen; 0: nothing yet. */
    static long lastSeen(Call call) {
        String id = call.header("Last-Event-ID");
        if (id.isEmpty()) {
            return 0;
        }
        if (id.length() > LONGEST_NUMBER || !id.chars().allMatch(Character::isDigit)) {
            throw ApiCode.INVALID_ARGUMENTS.because("Last-Event-ID must be the id of an event, not '%s'".formatted(id));
        }
        return Long.parseLong(id);
    }

    /** Waits for news; false when none came in time. */
    static boolean await(CompletableFuture<RunId> next, Duration patience) throws IOException {
        try {
            next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("news fail never", e);
        }
    }

    private final class Stream {
        private final RunId run;
        private final EventStream stream;
        private long last;

        Stream(RunId run, OutputStream out, long after) {
            this.run = run;
            this.stream = new EventStream(out);
            this.last = after;
        }

        void runToItsEnd() throws IOException {
            try {
                run();
            } finally {
                news.tell(run);
            }
        }

        private void run() throws IOException {
            boolean over = false;
            while (!over) {
                CompletableFuture<RunId> next = news.next(run);
                over = ended();
                queries.events(run, last, this::write);
                stream.flush();
                if (!over && !RunEventEndpoint.await(next, pulse)) {
                    stream.stillHere();
                }
            }
        }

        private boolean ended() {
            Optional<RunRecord> now = queries.run(run);
            return now.map(record -> record.row().status().isFinal()).orElse(true);
        }

        private void write(EventRow row) {
            Matcher kind = KIND.matcher(row.event());
            try {
                stream.write(Long.toString(row.sequence()), kind.find() ? kind.group(1) : "event", row.event());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            last = row.sequence();
        }
    }
}
