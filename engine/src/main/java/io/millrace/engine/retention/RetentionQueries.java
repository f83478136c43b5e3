package io.millrace.engine.retention;

import io.millrace.engine.core.RunId;
import java.util.List;
import java.util.Set;

/** Reads what deleting a run depends on: what was committed last. Safe for use by many threads. */
public interface RetentionQueries {

    /** The other runs that took over results of a run, and its unfinished retries. */
    Set<RunId> usersOf(RunId run);

    /** Runs whose deletion was decided and is not finished, oldest first. */
    List<RunId> beingDeleted();
}
