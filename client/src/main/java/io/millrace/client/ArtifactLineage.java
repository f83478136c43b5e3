package io.millrace.client;

import java.util.List;

/**
 * How an artifact came to be and what came of it, across runs. Each link leads from a job to a place (an output) or from a
 * place to a job (an input).
 *
 * @param subject the artifact that was asked for
 * @param upstream links towards what it was made from, the nearest first
 * @param upstreamCut whether there are more than were asked for, or some of other users
 * @param downstream links towards what was made from it, the nearest first
 * @param downstreamCut the same for them
 */
public record ArtifactLineage(
        ArtifactDetail subject,
        List<ArtifactDetail> upstream,
        boolean upstreamCut,
        List<ArtifactDetail> downstream,
        boolean downstreamCut) {
    public ArtifactLineage {
        upstream = List.copyOf(upstream);
        downstream = List.copyOf(downstream);
    }

    static ArtifactLineage of(Fields found) {
        return new ArtifactLineage(
                ArtifactDetail.of(found.object("subject")),
                found.list("upstream", ArtifactDetail::of),
                found.flag("upstreamCut"),
                found.list("downstream", ArtifactDetail::of),
                found.flag("downstreamCut"));
    }
}
