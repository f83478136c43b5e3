package io.millrace.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

    /**
     * All that is known of an artifact.
     *
     * @param number as {@link ArtifactInfo#number} has it
     */
    public ArtifactDetail show(long number) {
        return ArtifactDetail.of(wire.ask(own(number, "", Map.of())));
    }

    /**
     * What an artifact was made from, and what was made from it, across runs.
     *
     * @param depth jobs in each direction, from 1 to 100
     * @param links in each direction, from 1 to 1000
     */
    public ArtifactLineage lineage(long number, int depth, int links) {
        Map<String, String> bounds = Map.of("depth", Integer.toString(depth), "limit", Integer.toString(links));
        return ArtifactLineage.of(wire.ask(own(number, "/lineage", bounds)));
    }

    /**
     * Brings an artifact, a file or a folder, to this machine. {@code target} appears when it is complete; connections that
     * break are made again, and go on where they ended.
     *
     * @param target name of the copy, in a folder that exists
     * @throws IOException when there is something at {@code target}, or it cannot be written
     */
    public void download(long number, Path target, TransferListener listener) throws IOException {
        new Download(wire.transport(), own(number, "/content", Map.of()), listener).to(target);
    }

    /** The same without telling how far it is. */
    public void download(long number, Path target) throws IOException {
        download(number, target, TransferListener.NONE);
    }

    private static Request own(long number, String what, Map<String, String> query) {
        return Request.own("GET", "/artifacts/" + number + what, query, "");
    }
}
