package io.millrace.server.pipeline;

import io.millrace.engine.TimeSource;
import io.millrace.engine.registry.Deletion;
import io.millrace.engine.registry.Pipeline;
import io.millrace.engine.registry.Pipeline.Latest;
import io.millrace.engine.registry.Pipeline.Version;
import io.millrace.engine.registry.PipelineFilter;
import io.millrace.engine.registry.PipelineRegistry;
import io.millrace.server.http.Answer;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Call;
import io.millrace.server.http.Page;
import io.millrace.server.http.Route;
import io.millrace.server.http.WireTime;
import io.millrace.server.run.Generation;
import io.millrace.server.run.Storages;
import java.util.List;
import java.util.Set;

/** What can be asked about pipelines and their versions. */
public final class PipelineEndpoints {
    private final PipelineRegistry registry;
    private final RegisteredPipelines pipelines;
    private final Storages storages;
    private final TimeSource time;
    private final Generation generation;

    public PipelineEndpoints(PipelineRegistry registry, Storages storages, TimeSource time, Generation generation) {
        this.registry = registry;
        this.pipelines = new RegisteredPipelines(registry);
        this.storages = storages;
        this.time = time;
        this.generation = generation;
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/pipeline", this::create),
                Route.of("GET", "/pipeline", this::list),
                Route.of("GET", "/pipeline/{pipelineID}", this::show),
                Route.of("POST", "/pipeline/{pipelineID}", this::update),
                Route.of("DELETE", "/pipeline/{pipelineID}", this::delete),
                Route.of("GET", "/pipeline/{pipelineID}/{pipelineVersionID}", this::showVersion),
                Route.of("DELETE", "/pipeline/{pipelineID}/{pipelineVersionID}", this::deleteVersion));
    }

    private Answer create(Call call) {
        PipelineSpec spec = PipelineSpec.of(call.body(ApiCode.INVALID_HTTP_REQUEST), call.caller(), storages);
        String user = call.caller().name();
        if (generation == Generation.FIRST
                && registry.holds(user, spec.source().storage(), spec.source().md5())) {
            throw ApiCode.DUPLICATED_CONTENT.because("%s has registered this very pipeline already".formatted(user));
        }
        Latest made = registry.create(spec.name(), spec.description(), user, spec.source(), time.now())
                .orElseThrow(() -> ApiCode.DUPLICATED_NAME.because(
                        "%s has a pipeline '%s' already: add a version to it, or choose another name"
                                .formatted(user, spec.name())));
        return Answer.object(201, json -> {
            json.writeStringField("pipelineID", PipelineIds.text(made.pipeline().number()));
            json.writeStringField(
                    "pipelineVersionID", String.valueOf(made.version().version()));
            json.writeStringField("name", made.pipeline().name());
        });
    }

    private Answer update(Call call) {
        Pipeline pipeline = pipeline(call);
        PipelineSpec spec = PipelineSpec.of(call.body(ApiCode.INVALID_HTTP_REQUEST), call.caller(), storages);
        if (!spec.name().equals(pipeline.name())) {
            throw ApiCode.INVALID_ARGUMENTS.because(
                    "a version of pipeline '%s' must have its name, not '%s'".formatted(pipeline.name(), spec.name()));
        }
        Version made = registry.addVersion(
                        pipeline.number(), spec.description(), call.caller().name(), spec.source(), time.now())
                .orElseThrow(() -> gone(call));
        return Answer.object(201, json -> {
            json.writeStringField("pipelineID", PipelineIds.text(made.pipeline()));
            json.writeStringField("pipelineVersionID", String.valueOf(made.version()));
        });
    }

    private Answer list(Call call) {
        Page page = Page.of(call);
        PipelineFilter filter = new PipelineFilter(
                call.users(), Set.copyOf(call.queryList("nameFilter")), Set.copyOf(call.queryList("fsFilter")));
        List<Latest> rows = registry.pipelines(filter, page.after(), page.rows());
        Page shown = page.within(rows, row -> row.version().source().text().length(), PipelineRegistry.LONGEST_PAGE);
        return Answer.object(json -> {
            shown.write(json, rows, row -> row.pipeline().number());
            json.writeArrayFieldStart("pipelineList");
            for (Latest row : shown.shown(rows)) {
                json.writeStartObject();
                PipelineJson.fields(json, row.pipeline());
                PipelineJson.latest(json, row.version());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer show(Call call) {
        Pipeline pipeline = pipeline(call);
        Page page = Page.of(call);
        Set<String> wanted = Set.copyOf(call.queryList("fsFilter"));
        List<Version> rows = registry.versions(pipeline.number(), wanted, page.after(), page.rows());
        Page shown = page.within(rows, row -> row.source().text().length(), PipelineRegistry.LONGEST_PAGE);
        Version latest = pipelines.version(pipeline, "");
        return Answer.object(json -> {
            json.writeFieldName("pipeline");
            PipelineJson.pipeline(json, pipeline);
            json.writeObjectFieldStart("pplVersions");
            shown.write(json, rows, Version::version);
            json.writeArrayFieldStart("pplVersionList");
            for (Version version : shown.shown(rows)) {
                PipelineJson.version(json, version);
            }
            json.writeEndArray();
            json.writeEndObject();
            PipelineJson.fields(json, pipeline);
            PipelineJson.latest(json, latest);
            json.writeStringField("updatetime", WireTime.text(pipeline.updatedAt()));
        });
    }

    private Answer showVersion(Call call) {
        Pipeline pipeline = pipeline(call);
        Version version = pipelines.version(pipeline, call.path("pipelineVersionID"));
        return Answer.object(json -> {
            json.writeFieldName("pipeline");
            PipelineJson.pipeline(json, pipeline);
            json.writeFieldName("pipelineVersion");
            PipelineJson.version(json, version);
        });
    }

    private Answer delete(Call call) {
        Pipeline pipeline = pipeline(call);
        return deleted(call, registry.delete(pipeline.number()));
    }

    private Answer deleteVersion(Call call) {
        Pipeline pipeline = pipeline(call);
        Version version = pipelines.version(pipeline, call.path("pipelineVersionID"));
        return deleted(call, registry.delete(pipeline.number(), version.version()));
    }

    private static Answer deleted(Call call, Deletion deletion) {
        return switch (deletion) {
            case DONE -> Answer.EMPTY;
            case ABSENT -> throw gone(call);
            case IN_USE ->
                throw ApiCode.ACTION_NOT_ALLOWED.because("pipeline %s is used by a running schedule; stop that first"
                        .formatted(call.path("pipelineID")));
            case LAST ->
                throw ApiCode.ACTION_NOT_ALLOWED.because(
                        "this is the only version of pipeline %s; delete the pipeline itself"
                                .formatted(call.path("pipelineID")));
        };
    }

    private Pipeline pipeline(Call call) {
        return pipelines.pipeline(call.caller(), call.path("pipelineID"));
    }

    private static RuntimeException gone(Call call) {
        return ApiCode.PIPELINE_NOT_FOUND.because("pipeline %s is gone".formatted(call.path("pipelineID")));
    }
}
