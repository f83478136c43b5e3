package io.millrace.engine.record;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that was accepted and does not exist yet.
 *
 * @param name effective pipeline name
 * @param user who owns it
 * @param storage name of its main storage; empty text: none
 * @param description free text of the user
 * @param source where the pipeline came from: a path, a template version, or a digest of the text
 * @param pipelineText the YAML as submitted
 * @param request JSON of everything else that the plan depends on; with {@code pipelineText} it gives the same plan
 *     again
 * @param retryOf the run whose results are kept
 * @param tick when a schedule made it; a retry keeps that of the run it retries
 */
public record NewRun(
        String name,
        String user,
        String storage,
        String description,
        String source,
        String pipelineText,
        String request,
        Optional<RunId> retryOf,
        Instant createdAt,
        Optional<ScheduleTick> tick) {

    /** A run that somebody asked for. */
    public NewRun(
            String name,
            String user,
            String storage,
            String description,
            String source,
            String pipelineText,
            String request,
            Optional<RunId> retryOf,
            Instant createdAt) {
        this(name, user, storage, description, source, pipelineText, request, retryOf, createdAt, Optional.empty());
    }

    /** The same, made by a schedule. */
    public NewRun at(ScheduleTick due) {
        return new NewRun(
                name, user, storage, description, source, pipelineText, request, retryOf, createdAt, Optional.of(due));
    }
}
