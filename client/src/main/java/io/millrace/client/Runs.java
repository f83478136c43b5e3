package io.millrace.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs: making, looking at, waiting for and ending them. Safe for use by many threads. */
public final class Runs {
    private static final String RUN = "/run/";
    private static final String RUN_ID = "runID";

    private final Wire wire;

    Runs(Wire wire) {
        this.wire = wire;
    }

    /**
     * Starts a run.
     *
     * @return its id
     * @throws MillraceClientException InvalidPipeline with all that is wrong with the pipeline, and others
     */
    public String create(NewRun run) {
        return wire.ask(Request.post("/run", run.json())).text(RUN_ID);
    }

    /** A page of runs, oldest first. */
    public Page<RunInfo> list(RunFilter filter) {
        return wire.get("/run", filter.query()).page("runList", RunInfo::of);
    }

    /** All runs that a filter lets through, oldest first; pages are asked for as they are needed. */
    public Stream<RunInfo> stream(RunFilter filter) {
        return Page.all(filter.marker(), marker -> list(filter.after(marker)));
    }

    /** A run with its steps. */
    public RunDetail show(String run) {
        return RunDetail.of(wire.get(RUN + Request.part(run)));
    }

    /** Asks a run to end; its post-process step still runs. Whether it has ended, {@link #await} tells. */
    public void stop(String run) {
        stop(run, false);
    }

    /** Asks a run to end without its post-process step; also one that is ending already. */
    public void forceStop(String run) {
        stop(run, true);
    }

    private void stop(String run, boolean force) {
        wire.tell(Request.put(RUN + Request.part(run) + "?action=stop", Fields.write(Map.of("stopForce", force))));
    }

    /**
     * Runs again what did not succeed; only for runs that failed or were stopped.
     *
     * @return the id of the new run
     */
    public String retry(String run) {
        return wire.ask(Request.put(RUN + Request.part(run) + "?action=retry", ""))
                .text(RUN_ID);
    }

    /**
     * Deletes a run that is over, with its artifacts and logs.
     *
     * @throws MillraceClientException ActionNotAllowed when other runs reuse its results, and others
     */
    public void delete(String run) {
        delete(run, true);
    }

    /** Deletes a run that is over, even if other runs reuse its results. */
    public void deleteAlsoIfReused(String run) {
        delete(run, false);
    }

    private void delete(String run, boolean checkCache) {
        wire.tell(Request.delete(RUN + Request.part(run), Fields.write(Map.of("checkCache", checkCache))));
    }

    /** What a run would do, step by step, before anything runs. */
    public List<PlannedStep> plan(NewRun run) {
        return wire.ask(Request.own("POST", "/plan", Map.of(), run.json())).list("steps", PlannedStep::of);
    }

    /**
     * Why a step ran, or did not have to.
     *
     * @param step as {@link RunDetail#jobs} names it
     * @return empty when the step never asked the cache
     */
    public Optional<CacheAnswer> explain(String run, String step) {
        Fields answer = wire.ask(Request.own(
                "GET", "/runs/%s/steps/%s/explain".formatted(Request.part(run), Request.part(step)), Map.of(), ""));
        return answer.has("answer") ? Optional.of(CacheAnswer.of(answer)) : Optional.empty();
    }

    /** A drawing of what a run does. */
    public String graph(String run, GraphFormat format) {
        return wire.transport().text(Request.own("GET", "/runs/" + Request.part(run) + "/graph", format.query(), ""));
    }

    /** What happened to a run, from its first event on, while it happens; it ends with the run. Close it. */
    public LiveStream<RunEvent> events(String run) {
        return events(run, 0);
    }

    /**
     * What happened to a run after an event.
     *
     * @param lastSeen number of that event; 0: from the first one
     */
    public LiveStream<RunEvent> events(String run, long lastSeen) {
        Request request = Request.own("GET", "/runs/" + Request.part(run) + "/events", Map.of(), "");
        return new LiveStream<>(
                new EventSource(wire.transport(), request, lastSeen == 0 ? "" : Long.toString(lastSeen)),
                event -> event.kind().equals("run-ended"),
                RunEvent::of);
    }

    /**
     * Waits until a run is over.
     *
     * @param patience how long at most
     * @return the run as it is then
     * @throws MillraceClientException Timeout when it is not over by then
     */
    public RunDetail await(String run, Duration patience) {
        return await(run, patience, progress -> {});
    }

    /**
     * Waits until a run is over, and tells what changes.
     *
     * @param listener called on this thread, first with all there is, then after changes, last with the end
     */
    public RunDetail await(String run, Duration patience, ProgressListener listener) {
        Instant until = Instant.now().plus(patience);
        return new RunWait(this, run, until, listener).untilItIsOver();
    }
}
