package io.millrace.server.upkeep;

import io.millrace.engine.TimeSource;
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
    private final Deletions deletions;
    private final Duration age;
    private final TimeSource time;
    private long after;

    /**
     * @param age of runs that stay
     */
    public OldRuns(RetentionQueries queries, RunRemoval removal, Duration age, TimeSource time) {
        this.queries = queries;
        this.deletions = new Deletions(queries, removal);
        this.age = age;
        this.time = time;
    }

    @Override
    public boolean portion() {
        if (after == 0) {
            deletions.begin();
        }
        after = next();
        if (after == 0) {
            deletions.end();
        }
        return after > 0;
    }

    /** Does a page; the number of its last run, 0 when it was the last page. */
    private long next() {
        Instant oldest = time.now().minus(age);
        List<Aged> page = queries.oldest(after, PAGE);
        for (Aged run : page) {
            if (!run.createdAt().isBefore(oldest)) {
                return 0;
            }
            if (run.endedAt().filter(end -> end.isBefore(oldest)).isPresent()) {
                deletions.delete(run.run());
            }
        }
        return page.size() < PAGE ? 0 : page.getLast().run().number();
    }
}
