package io.millrace.server.upkeep;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.RetentionQueries;
import io.millrace.engine.retention.RunRemoval;

/**
 * Deletes runs in rounds. One whose files cannot be removed does not keep the others from being deleted: it is told when
 * the round is over, and tried again in the next.
 */
final class Deletions {
    private final RetentionQueries queries;
    private final RunRemoval removal;
    private int failures;
    private String first = "";

    Deletions(RetentionQueries queries, RunRemoval removal) {
        this.queries = queries;
        this.removal = removal;
    }

    /** Begins a round with the deletions that were interrupted. */
    void begin() {
        queries.beingDeleted().forEach(this::delete);
    }

    /** Deletes a run whose results nobody uses; false when it is still there. */
    boolean delete(RunId run) {
        try {
            removal.delete(run, true);
            return true;
        } catch (MillraceException e) {
            if (e.code() == Code.FILES) {
                note(e);
            }
            // otherwise it is in use, taken up again, or deleted by somebody else: the next round looks at it again
            return false;
        }
    }

    /** Notes that something could not be done with a run. */
    void note(MillraceException failure) {
        first = failures == 0 ? String.valueOf(failure.getMessage()) : first;
        failures++;
    }

    /**
     * Ends the round.
     *
     * @throws MillraceException {@link Code#FILES} when something went wrong in it
     */
    void end() {
        int others = failures - 1;
        failures = 0;
        if (others >= 0) {
            throw new MillraceException(
                    Code.FILES, others == 0 ? first : "%s; and so with %d more runs".formatted(first, others));
        }
    }
}
