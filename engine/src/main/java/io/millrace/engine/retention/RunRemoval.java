package io.millrace.engine.retention;

import io.millrace.engine.HaltPoint;
import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.RunQueries;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.retention.RetentionStore.Verdict;
import java.util.stream.Collectors;

/**
 * Deletes runs: first the decision, then files, then rows. Only the process that owns the home may do this. Safe for use
 * by many threads; blocks while it removes.
 */
public final class RunRemoval {
    private final RetentionStore store;
    private final RunQueries queries;
    private final RunFiles files;
    private final TimeSource time;

    public RunRemoval(RetentionStore store, RunQueries queries, RunFiles files, TimeSource time) {
        this.store = store;
        this.queries = queries;
        this.files = files;
        this.time = time;
    }

    /**
     * Deletes a run that has ended, with its logs and artifacts. Its cache entries become stale; records of other runs stay
     * as they are. A deletion that was interrupted is finished, whatever {@code checkReuse} says then.
     *
     * @param checkReuse whether runs that reuse its results stand in the way
     * @throws MillraceException {@link Code#RUN_NOT_FOUND}; {@link Code#RUN_STATE} when it has not ended;
     *     {@link Code#RUN_REUSED}, with the runs; {@link Code#FILES} when a file cannot be removed: the deletion is decided
     *     then, and another one goes on
     */
    public void delete(RunId id, boolean checkReuse) {
        RunRecord run = queries.run(id).orElseThrow(() -> unknown(id));
        Verdict verdict = store.decide(id, checkReuse, time.now());
        switch (verdict) {
            case Verdict.Decided() -> remove(run);
            case Verdict.Unknown() -> throw unknown(id);
            case Verdict.Unfinished(var status) ->
                throw new MillraceException(
                        Code.RUN_STATE, "%s is %s; stop it first: `millrace stop %s`".formatted(id, status.word(), id));
            case Verdict.Reused(var users) ->
                throw new MillraceException(
                        Code.RUN_REUSED,
                        "%s is not deleted: its results are used by %s; delete those first, or use --force (over HTTP: checkCache false)"
                                .formatted(
                                        id, users.stream().map(RunId::toString).collect(Collectors.joining(", "))));
        }
    }

    private void remove(RunRecord run) {
        HaltPoint.DURING_REMOVAL.pass();
        files.remove(run);
        HaltPoint.DURING_REMOVAL.pass();
        while (store.forgetSome(run.id())) {
            HaltPoint.DURING_REMOVAL.pass();
        }
    }

    private static MillraceException unknown(RunId id) {
        return new MillraceException(
                Code.RUN_NOT_FOUND, "there is no run %s; `millrace runs list` shows those there are".formatted(id));
    }
}
