package io.millrace.client;

import java.util.Map;
import java.util.Optional;

/** What steps wrote. Safe for use by many threads. */
public final class Logs {
    private final Wire wire;

    Logs(Wire wire) {
        this.wire = wire;
    }

    /** A page of the logs of a run. */
    public RunLog show(String run, LogRequest request) {
        return RunLog.of(wire.get("/log/run/" + Request.part(run), request.query()), run, request);
    }

    /** The last 100 lines of every job of a run. */
    public RunLog show(String run) {
        return show(run, LogRequest.END);
    }

    /** The log of a step from its first line on, while it is written; it ends with the step. Close it. */
    public LiveStream<LogLine> follow(String run, String step) {
        return follow(run, step, Optional.empty());
    }

    /**
     * The log of a step while it is written.
     *
     * @param step as {@link RunDetail#jobs} names it
     * @param lastSeen offset of the line after which it goes on; empty: from the first one
     */
    public LiveStream<LogLine> follow(String run, String step, Optional<Long> lastSeen) {
        Request request = Request.own(
                "GET", "/runs/%s/logs/%s/stream".formatted(Request.part(run), Request.part(step)), Map.of(), "");
        return new LiveStream<>(
                new EventSource(
                        wire.transport(), request, lastSeen.map(String::valueOf).orElse("")),
                event -> event.kind().equals("end"),
                LogLine::of);
    }
}
