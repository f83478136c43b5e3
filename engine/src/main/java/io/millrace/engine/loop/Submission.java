package io.millrace.engine.loop;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.RunLimits;
import io.millrace.engine.core.RunOrigin;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRequestJson;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run to create.
 *
 * @param input what it gets, once its id is known
 */
public record Submission(NewRun run, Function<RunId, RunInput> input) {

    /**
     * A new run.
     *
     * @param plan what {@code text} with {@code request} compiled to
     * @param source where the text came from
     */
    public static Submission of(
            Plan plan, RunRequest request, String text, String source, String description, Instant now) {
        NewRun run = new NewRun(
                plan.name(),
                request.user(),
                plan.mainFs().map(Mount::storage).orElse(""),
                description,
                source,
                text,
                RunRequestJson.write(request),
                Optional.empty(),
                now);
        return new Submission(run, id -> input(plan, request, source, id));
    }

    private static RunInput input(Plan plan, RunRequest request, String source, RunId id) {
        return new RunInput(
                id,
                plan,
                request.user(),
                new RunOrigin(source, false),
                request.storages(),
                new RunLimits(request.compile().limits().nodes(), request.emptyLoopFails()),
                request.cacheStrategy(),
                request.capacity());
    }
}
