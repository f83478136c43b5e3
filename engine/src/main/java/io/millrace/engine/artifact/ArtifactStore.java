package io.millrace.engine.artifact;

import java.util.List;

/**
 * Completes records of artifacts; the records themselves are written with the events they follow from. Durable when a call
 * returns. Safe for use by many threads.
 */
public interface ArtifactStore {

    /** Notes what was found, in every record of the place that has nothing noted yet. */
    void complete(List<Finding> findings);

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
