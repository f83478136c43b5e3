package io.millrace.engine;

import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.List;
import java.util.Optional;

/** Reads the jobs of all runs: the step iterations that had an attempt. Safe for use by many threads. */
public interface JobQueries {

    /**
     * Jobs, those of the newest runs first.
     *
     * @param user only of this user's runs; empty: of everybody's
     * @param before the last job of the page before; empty: from the newest
     */
    List<Job> jobs(Optional<String> user, Optional<Key> before, int limit);

    /** Which job. */
    record Key(RunId run, int node) {}

    /** A job with the user of its run. */
    record Job(NodeRow node, String user) {
        /** Where it is in the order. */
        public Key key() {
            return new Key(node.run(), node.node());
        }
    }
}
