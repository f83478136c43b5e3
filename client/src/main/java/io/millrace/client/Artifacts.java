package io.millrace.client;

import java.util.stream.Stream;

/** What steps read and wrote. Safe for use by many threads. */
public final class Artifacts {
    private final Wire wire;

    Artifacts(Wire wire) {
        this.wire = wire;
    }

    /** A page of artifacts, oldest first. */
    public Page<ArtifactInfo> list(ArtifactFilter filter) {
        return wire.get("/artifact", filter.query()).page("artifactEventList", ArtifactInfo::of);
    }

    /** All artifacts that a filter lets through, oldest first; pages are asked for as they are needed. */
    public Stream<ArtifactInfo> stream(ArtifactFilter filter) {
        return Page.all(filter.marker(), marker -> list(filter.after(marker)));
    }
}
