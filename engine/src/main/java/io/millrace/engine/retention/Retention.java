package io.millrace.engine.retention;

import io.millrace.engine.RunQueries;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.retention.RetentionChoice.Ended;
import io.millrace.engine.retention.RetentionChoice.Stock;
import io.millrace.engine.retention.RetentionPlan.Held;
import io.millrace.engine.retention.RetentionPlan.Removal;
import io.millrace.engine.retention.RunFiles.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the runs that are no longer to be kept. Changes nothing: {@link RunRemoval} deletes them, one at a time. */
public final class Retention {
    private static final int PAGE = 1000;

    private final RunQueries runs;
    private final RetentionQueries queries;
    private final RunFiles files;
    private final TimeSource time;

    public Retention(RunQueries runs, RetentionQueries queries, RunFiles files, TimeSource time) {
        this.runs = runs;
        this.queries = queries;
        this.files = files;
        this.time = time;
    }

    /**
     * What is outside of the limits now. Unfinished runs never are. Deletions that were begun come first.
     *
     * @param reusedToo whether to delete runs too whose results others use
     */
    public RetentionPlan plan(RetentionLimits limits, boolean reusedToo) {
        Map<RunId, RunSummary> all = all();
        Map<RunId, Size> sizes = new HashMap<>();
        List<RunId> begun = queries.beingDeleted();
        List<Ended> ended = all.values().stream()
                .filter(run -> run.status().isFinal() && !begun.contains(run.id()))
                .map(run -> new Ended(run.id(), endOf(run)))
                .sorted((one, other) -> one.run().compareTo(other.run()))
                .toList();
        long unfinished = limits.artifactBytes().isEmpty()
                ? 0
                : all.values().stream()
                        .filter(run -> !run.status().isFinal())
                        .mapToLong(run -> size(sizes, run.id()).artifacts())
                        .sum();
        Stock stock = new Stock(ended, queries::usersOf, run -> size(sizes, run).artifacts(), unfinished);
        RetentionChoice choice = RetentionChoice.of(stock, limits, reusedToo, time.now());
        List<Removal> removals = new ArrayList<>();
        begun.forEach(run -> removal(all, sizes, run).ifPresent(removals::add));
        choice.chosen().forEach(run -> removal(all, sizes, run).ifPresent(removals::add));
        List<Held> held = choice.held().stream()
                .map(run -> new Held(run, queries.usersOf(run)))
                .toList();
        return new RetentionPlan(removals, held, all.size() - removals.size());
    }

    private Map<RunId, RunSummary> all() {
        Map<RunId, RunSummary> all = new HashMap<>();
        List<RunSummary> page = runs.runs(RunFilter.ALL, PAGE);
        while (!page.isEmpty()) {
            page.forEach(run -> all.put(run.id(), run));
            page = runs.runs(RunFilter.ALL.after(page.getLast().id()), PAGE);
        }
        return all;
    }

    private static Instant endOf(RunSummary run) {
        return run.endedAt().orElse(run.createdAt());
    }

    private Optional<Removal> removal(Map<RunId, RunSummary> all, Map<RunId, Size> sizes, RunId id) {
        return Optional.ofNullable(all.get(id)).map(run -> new Removal(id, run.name(), endOf(run), size(sizes, id)));
    }

    private Size size(Map<RunId, Size> sizes, RunId run) {
        return sizes.computeIfAbsent(run, id -> {
            Optional<RunRecord> record = runs.run(id);
            return record.isPresent() ? files.size(record.get()) : new Size(0, 0);
        });
    }
}
