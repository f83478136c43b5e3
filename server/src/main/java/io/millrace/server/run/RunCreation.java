package io.millrace.server.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.engine.Secrets;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.loop.Submission;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.RunRequest;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.pipeline.source.Notation;
import io.millrace.server.http.Caller;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes runs of requests. Safe for use by many threads. */
public final class RunCreation {

    private final Engine engine;
    private final Storages storages;
    private final Templates templates;
    private final Capacities capacities;
    private final Admission admission;
    private final Secrets secrets;
    private final CacheStrategy cacheStrategy;
    private final TimeSource time;

    /**
     * @param cacheStrategy for steps that choose none
     */
    public RunCreation(
            Engine engine,
            Storages storages,
            Templates templates,
            Capacities capacities,
            Admission admission,
            Secrets secrets,
            CacheStrategy cacheStrategy,
            TimeSource time) {
        this.engine = engine;
        this.storages = storages;
        this.templates = templates;
        this.capacities = capacities;
        this.admission = admission;
        this.secrets = secrets;
        this.cacheStrategy = cacheStrategy;
        this.time = time;
    }

    RunId create(Caller caller, RunSpec spec) {
        return engine.submit(admitted(submission(caller, spec)));
    }

    /** A run of a pipeline that is the body of the request itself. */
    RunId createOfJson(Caller caller, ObjectNode body) {
        RunSpec spec = RunSpec.beside(body);
        String json = JsonPipeline.of(body);
        PipelineText text = new PipelineText(json, Notation.JSON, PipelineText.md5(json), "", "");
        return engine.submit(admitted(submission(caller, owner(caller, spec), spec, text)));
    }

    /** What a request would create. */
    Submission submission(Caller caller, RunSpec spec) {
        String owner = owner(caller, spec);
        return submission(caller, owner, spec, PipelineText.of(spec, caller, owner, storages, templates));
    }

    /**
     * The run of a registered pipeline as it would be created now.
     *
     * @param owner the user whose storages are meant
     * @param version of the pipeline
     * @throws ApiException when there can be none
     */
    public NewRun prepare(
            Caller caller, String owner, String pipeline, String version, String name, String description) {
        return admitted(submission(caller, RunSpec.of(owner, pipeline, version, name, description)))
                .run();
    }

    /** A run that goes on where an earlier one failed or was stopped. */
    RunId retry(RunId run) {
        return engine.submit(admitted(engine.retryOf(run)));
    }

    private static String owner(Caller caller, RunSpec spec) {
        return caller.isRoot() && !spec.owner().isEmpty() ? spec.owner() : caller.name();
    }

    private Submission submission(Caller caller, String owner, RunSpec spec, PipelineText text) {
        PipelineDraft draft = PipelineDraft.of(spec, text, () -> secrets.names(caller.name()));
        Plan plan = draft.plan();
        RunRequest request = new RunRequest(
                caller.name(), owner, roots(owner, plan), false, cacheStrategy, capacities.of(plan), draft.request());
        return Submission.of(plan, request, text.text(), text.source(), spec.description(), time.now());
    }

    private Submission admitted(Submission submission) {
        admission.require(submission.input().apply(new RunId(1)));
        return submission;
    }

    private Map<String, StorageRoot> roots(String owner, Plan plan) {
        Map<String, StorageRoot> roots = new LinkedHashMap<>();
        for (String name : PlannedSteps.storages(plan)) {
            roots.put(name, storages.root(owner, name));
        }
        return roots;
    }
}
