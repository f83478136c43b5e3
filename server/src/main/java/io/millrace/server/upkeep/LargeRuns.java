package io.millrace.server.upkeep;

import io.millrace.engine.MillraceException;
import io.millrace.engine.RunQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.retention.RetentionQueries;
import io.millrace.engine.retention.RetentionQueries.Weight;
import io.millrace.engine.retention.RetentionStore;
import io.millrace.engine.retention.RunFiles;
import io.millrace.engine.retention.RunRemoval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes the oldest runs that have artifacts until the artifacts of all runs are no larger than what is kept. The files
 * of a run are measured once, after its end, and the size is kept in the store; those of runs that have not ended are
 * measured in each round. Takes memory for a page of runs, and little time when nothing happened since the last round.
 */
public final class LargeRuns implements Upkeep.Work {
    private static final int PAGE = 20;
    private static final Set<RunStatus> UNFINISHED = Arrays.stream(RunStatus.values())
            .filter(status -> !status.isFinal())
            .collect(Collectors.toUnmodifiableSet());

    private final RunQueries runs;
    private final RetentionQueries queries;
    private final RetentionStore store;
    private final RunFiles files;
    private final Deletions deletions;
    private final long most;
    private Stage stage = new Stage.Weighing(0);

    /** How far a round has come: the portion that comes next. */
    private sealed interface Stage {
        /** Runs that ended are measured. */
        record Weighing(long after) implements Stage {}

        /** Those that did not end are measured, the newest first. */
        record Live(Optional<RunId> after, long bytes) implements Stage {}

        /**
         * Runs are deleted.
         *
         * @param left bytes that there are
         * @param progress whether a run was deleted since the oldest was looked at, which may have used another one
         */
        record Shrinking(long after, long left, boolean progress) implements Stage {}
    }

    /**
     * @param removal deletes the runs
     * @param most bytes of all artifacts together
     */
    public LargeRuns(
            RunQueries runs,
            RetentionQueries queries,
            RetentionStore store,
            RunFiles files,
            RunRemoval removal,
            long most) {
        this.runs = runs;
        this.queries = queries;
        this.store = store;
        this.files = files;
        this.deletions = new Deletions(queries, removal);
        this.most = most;
    }

    @Override
    public boolean portion() {
        Optional<Stage> next = switch (stage) {
            case Stage.Weighing weighing -> Optional.of(weigh(weighing));
            case Stage.Live live -> addUp(live);
            case Stage.Shrinking shrinking -> shrink(shrinking);
        };
        stage = next.orElse(new Stage.Weighing(0));
        if (next.isEmpty()) {
            deletions.end();
        }
        return next.isPresent();
    }

    private Stage weigh(Stage.Weighing now) {
        if (now.after() == 0) {
            deletions.begin();
        }
        List<RunId> page = queries.notWeighed(now.after(), PAGE);
        if (!page.isEmpty()) {
            store.note(page.stream()
                    .flatMap(run -> bytes(run).stream().mapToObj(bytes -> new Weight(run, bytes)))
                    .toList());
        }
        return page.size() < PAGE
                ? new Stage.Live(Optional.empty(), 0)
                : new Stage.Weighing(page.getLast().number());
    }

    /** Empty when the files cannot be looked at: the next round tries again. */
    private OptionalLong bytes(RunId run) {
        try {
            return OptionalLong.of(runs.run(run).map(files::artifactBytes).orElse(0L));
        } catch (MillraceException e) {
            deletions.note(e);
            return OptionalLong.empty();
        }
    }

    private Optional<Stage> addUp(Stage.Live now) {
        RunFilter all = RunFilter.ALL.withStatuses(UNFINISHED);
        List<RunSummary> page = runs.runs(now.after().map(all::after).orElse(all), PAGE);
        long bytes = now.bytes()
                + page.stream().mapToLong(run -> bytes(run.id()).orElse(0)).sum();
        if (page.size() == PAGE) {
            return Optional.of(new Stage.Live(Optional.of(page.getLast().id()), bytes));
        }
        long left = bytes + queries.artifactBytes();
        return left > most ? Optional.of(new Stage.Shrinking(0, left, false)) : Optional.empty();
    }

    private Optional<Stage> shrink(Stage.Shrinking now) {
        long left = now.left();
        List<Weight> page = queries.withArtifacts(now.after(), PAGE);
        for (Weight run : page) {
            if (left > most && deletions.delete(run.run())) {
                left -= run.artifactBytes();
            }
        }
        boolean progress = now.progress() || left < now.left();
        if (left <= most || (page.size() < PAGE && !progress)) {
            return Optional.empty();
        }
        return Optional.of(
                page.size() < PAGE
                        ? new Stage.Shrinking(0, left, false)
                        : new Stage.Shrinking(page.getLast().run().number(), left, progress));
    }
}
