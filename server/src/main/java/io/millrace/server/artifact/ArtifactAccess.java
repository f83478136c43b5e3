package io.millrace.server.artifact;

import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import io.millrace.server.http.Caller;
import java.util.Optional;

/** Finds artifacts for users. */
final class ArtifactAccess {
    private ArtifactAccess() {}

    /**
     * The artifact of a number.
     *
     * @throws ApiException ArtifactEventNotFound when there is none, AccessDenied when it is of another user's run
     */
    static Artifact of(ArtifactQueries queries, Caller caller, String number) {
        Optional<Artifact> found =
                number.matches("\\d{1,18}") ? queries.artifact(Long.parseLong(number)) : Optional.empty();
        Artifact artifact = found.orElseThrow(
                () -> ApiCode.ARTIFACT_EVENT_NOT_FOUND.because("there is no artifact %s".formatted(number)));
        caller.require(artifact.user(), "artifact " + number);
        return artifact;
    }
}
