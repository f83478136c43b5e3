package io.millrace.engine.artifact;

import io.millrace.engine.core.RunId;
import java.util.List;
import java.util.Optional;

/**
 * Completes records of artifacts; the records themselves are written with the events they follow from. Durable when a call
 * returns. Safe for use by many threads.
 */
public interface ArtifactStore {

    /** Notes what was found, in every record of the place that has nothing noted yet. */
    void complete(List<Finding> findings);

    /**
     * Forgets the records of a path in the main storage of a run; the file stays.
     *
     * @param user whose run it must be; empty: anybody's
     * @param storage the name that the main storage of the run must have
     * @return whether there were any
     */
    boolean forget(RunId run, Optional<String> user, String storage, String path);

    /**
     * What was found at a place.
     *
     * @param content anything but pending
     */
    record Finding(Artifact.Place place, ArtifactContent content) {
        public Finding {
            if (content instanceof ArtifactContent.Pending) {
                throw new IllegalArgumentException("nothing was found yet at " + place);
            }
        }
    }
}
