package io.millrace.engine.retention;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.retention.RetentionQueries.Weight;
import java.time.Instant;
import java.util.List;

/** Writes what deleting a run changes. Durable when a call returns. Safe for use by many threads. */
public interface RetentionStore {

    /**
     * Decides on the deletion of a run, in one transaction with what that depends on. Once it is decided nobody can take
     * over results of the run any more: its cache entries are stale, and it cannot be retried.
     *
     * @param checkReuse whether runs that took over its results stand in the way
     */
    Verdict decide(RunId run, boolean checkReuse, Instant at);

    /**
     * Forgets a part of the rows of a run whose deletion was decided, the run itself last.
     *
     * @return false when nothing is left
     */
    boolean forgetSome(RunId run);

    /** Notes what runs left. Of a run that has not ended or is gone nothing is noted. */
    void note(List<Weight> weights);

    /** Whether a run may be deleted. */
    sealed interface Verdict {
        /** It will be, now or after a crash. */
        record Decided() implements Verdict {}

        /** There is no such run. */
        record Unknown() implements Verdict {}

        /** It has not ended. */
        record Unfinished(RunStatus status) implements Verdict {}

        /**
         * Its results are used.
         *
         * @param users some of the runs that do, oldest first
         */
        record Reused(List<RunId> users) implements Verdict {
            public Reused {
                users = List.copyOf(users);
            }
        }
    }
}
