package io.millrace.server.upkeep;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.RetentionQueries;
import io.millrace.engine.retention.RetentionQueries.Aged;
import io.millrace.engine.retention.RunRemoval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deletes runs that ended long ago, the oldest first, and finishes deletions that were interrupted. A run whose results
 * are used stays until those that use them are gone. Takes memory for a few runs, whatever there is: runs are looked at in
 * the order in which they were made, up to the first that is too young to have ended long ago.
 */
public final class OldRuns implements Upkeep.Work {
    private static final int PAGE = 20;

    private final RetentionQueries queries;
    private final RunRemoval removal;
    private final Duration age;
    private final TimeSource time;
    private long after;

    /**
     * @param age of runs that stay
     */
    public OldRuns(RetentionQueries queries, RunRemoval removal, Duration age, TimeSource time) {
        this.queries = queries;
        this.removal = removal;
        this.age = age;
        this.time = time;
    }

    @Override
    public boolean portion() {
        if (after == 0) {
            queries.beingDeleted().forEach(run -> removal.delete(run, false));
        }
        Instant oldest = time.now().minus(age);
        List<Aged> page = queries.oldest(after, PAGE);
        for (Aged run : page) {
            if (!run.createdAt().isBefore(oldest)) {
                after = 0;
                return false;
            }
            after = run.run().number();
            if (run.endedAt().filter(end -> end.isBefore(oldest)).isPresent()) {
                delete(run.run());
            }
        }
        after = page.size() < PAGE ? 0 : after;
        return after > 0;
    }

    private void delete(RunId run) {
        try {
            removal.delete(run, true);
        } catch (MillraceException e) {
            if (e.code() == Code.FILES) {
                throw e;
            }
            // in use, taken up again, or deleted by somebody else: the next round looks at it again
        }
    }
}
