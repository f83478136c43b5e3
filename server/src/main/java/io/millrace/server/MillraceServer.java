package io.millrace.server;

import io.millrace.engine.JobQueries;
import io.millrace.engine.RunInputs;
import io.millrace.engine.RunQueries;
import io.millrace.engine.Secrets;
import io.millrace.engine.Storage;
import io.millrace.engine.TimeSource;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.artifact.ArtifactStore;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.cache.CacheStore;
import io.millrace.engine.cache.Lookup;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.registry.PipelineRegistry;
import io.millrace.engine.registry.StorageRegistry;
import io.millrace.engine.retention.RunRemoval;
import io.millrace.engine.schedule.Schedules;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.server.artifact.ArtifactContentEndpoint;
import io.millrace.server.artifact.ArtifactEndpoints;
import io.millrace.server.artifact.LineageEndpoints;
import io.millrace.server.audit.AuditEndpoint;
import io.millrace.server.audit.AuditFile;
import io.millrace.server.audit.AuditedRoutes;
import io.millrace.server.audit.Strangers;
import io.millrace.server.cache.CacheEndpoints;
import io.millrace.server.capacity.ClusterEndpoints;
import io.millrace.server.capacity.ClusterResources;
import io.millrace.server.capacity.FlavourEndpoints;
import io.millrace.server.capacity.GrantEndpoints;
import io.millrace.server.capacity.LiveLimits;
import io.millrace.server.capacity.QueueEndpoints;
import io.millrace.server.capacity.QueueSpec;
import io.millrace.server.capacity.StepCapacity;
import io.millrace.server.contract.ContractEndpoints;
import io.millrace.server.event.LogStreamEndpoint;
import io.millrace.server.event.RunEventEndpoint;
import io.millrace.server.event.RunNews;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.Identities;
import io.millrace.server.http.Route;
import io.millrace.server.http.ServerConfig;
import io.millrace.server.job.JobEndpoints;
import io.millrace.server.job.StatisticsEndpoints;
import io.millrace.server.language.LanguageEndpoints;
import io.millrace.server.log.AttemptLogs;
import io.millrace.server.log.LogEndpoints;
import io.millrace.server.metrics.Metrics;
import io.millrace.server.metrics.MetricsEndpoint;
import io.millrace.server.metrics.RequestMetrics;
import io.millrace.server.pipeline.PipelineEndpoints;
import io.millrace.server.run.Admission;
import io.millrace.server.run.Generation;
import io.millrace.server.run.PlanEndpoint;
import io.millrace.server.run.RunCreation;
import io.millrace.server.run.RunDetail;
import io.millrace.server.run.RunEndpoints;
import io.millrace.server.run.Storages;
import io.millrace.server.run.Templates;
import io.millrace.server.schedule.PipelineRuns;
import io.millrace.server.schedule.ScheduleEndpoints;
import io.millrace.server.storage.LocalRoots;
import io.millrace.server.storage.StorageEndpoints;
import io.millrace.server.system.HealthEndpoints;
import io.millrace.server.system.VersionEndpoint;
import io.millrace.server.user.Accounts;
import io.millrace.server.user.LoginEndpoint;
import io.millrace.server.user.UserEndpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Millrace over HTTP: puts the endpoints together. Reading {@link #routes} shows all there is. */
public final class MillraceServer {
    private static final Duration PULSE = Duration.ofSeconds(15);

    private MillraceServer() {}

    /**
     * What the server serves.
     *
     * @param news hears of what the engine does: the engine's observer
     * @param inputs rebuilds what runs were created with
     * @param cacheStrategy for steps that choose none
     * @param metrics what was counted so far, and goes on being counted
     * @param version of Millrace
     */
    public record Parts(
            Engine engine,
            RunQueries queries,
            RunInputs inputs,
            CacheQueries cache,
            CacheStore cacheStore,
            StorageContents contents,
            Secrets secrets,
            Storage storage,
            RunNews news,
            AttemptLogs logs,
            RunRemoval removal,
            ArtifactQueries artifacts,
            ArtifactStore artifactStore,
            Schedules schedules,
            Admission admission,
            Storages storages,
            Templates templates,
            Registries registries,
            Identities identities,
            Accounts accounts,
            AuditFile audit,
            CacheStrategy cacheStrategy,
            TimeSource time,
            Metrics metrics,
            String version) {

        /** How runs are made, for requests and for {@link PipelineRuns schedules}. */
        public RunCreation creation() {
            StepCapacity capacity = new StepCapacity(registries.capacity());
            Admission both = input -> {
                admission.require(input);
                capacity.require(input);
            };
            return new RunCreation(engine, storages, templates, capacity, both, secrets, cacheStrategy, time);
        }
    }

    /**
     * What users and administrators registered.
     *
     * @param roots folders that may become storages
     * @param limits the limits of the engine's queues
     * @param isUser whether somebody has a name
     */
    public record Registries(
            StorageRegistry storages,
            PipelineRegistry pipelines,
            LocalRoots roots,
            CapacityRegistry capacity,
            LiveLimits limits,
            JobQueries jobs,
            Predicate<String> isUser) {}

    /** Starts to serve. */
    public static HttpServer start(ServerConfig config, Parts parts) {
        parts.metrics().observe(parts.queries()::unfinishedCounts, parts.engine()::load, parts.engine()::queues);
        return HttpServer.start(
                config,
                parts.identities(),
                routes(config, parts, Generation.CURRENT),
                routes(config, parts, Generation.FIRST),
                new RequestMetrics(parts.metrics()),
                new Strangers(parts.audit(), parts.time()));
    }

    /** Every route, for clients of one generation. */
    public static List<Route> routes(ServerConfig config, Parts parts, Generation generation) {
        RunCreation creation = parts.creation();
        RunDetail detail = new RunDetail(parts.queries(), parts.inputs(), parts.cache());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new LoginEndpoint(parts.accounts()).routes());
        routes.addAll(new UserEndpoints(parts.accounts()).routes());
        routes.addAll(new VersionEndpoint(parts.version()).routes());
        routes.addAll(new RunEndpoints(parts.engine(), parts.queries(), creation, detail, parts.removal(), generation)
                .routes());
        routes.addAll(new ArtifactEndpoints(parts.artifacts(), parts.artifactStore()).routes());
        Lookup lookup = Lookup.readOnly(parts.cache(), parts.contents(), parts.secrets(), parts.time());
        routes.addAll(new PlanEndpoint(parts.queries(), creation, lookup, parts.storage(), parts.time()).routes());
        routes.addAll(new LogEndpoints(parts.queries(), parts.logs()).routes());
        routes.addAll(new CacheEndpoints(parts.cache(), parts.cacheStore()).routes());
        routes.addAll(new RunEventEndpoint(parts.queries(), parts.news(), PULSE).routes());
        routes.addAll(
                new LogStreamEndpoint(parts.queries(), parts.inputs(), parts.news(), parts.logs(), PULSE).routes());
        routes.addAll(new LanguageEndpoints(parts.queries(), parts.inputs(), parts.cache()).routes());
        routes.addAll(new HealthEndpoints(parts.engine(), parts.queries()).routes());
        routes.addAll(new ScheduleEndpoints(parts.schedules(), parts.queries(), parts.templates()).routes());
        routes.addAll(new LineageEndpoints(parts.queries(), parts.artifacts()).routes());
        routes.addAll(new ArtifactContentEndpoint(parts.artifacts()).routes());
        routes.addAll(new ContractEndpoints().routes());
        Registries registries = parts.registries();
        routes.addAll(new StorageEndpoints(registries.storages(), registries.roots(), parts.time()).routes());
        routes.addAll(
                new PipelineEndpoints(registries.pipelines(), parts.storages(), parts.time(), generation).routes());
        routes.addAll(capacity(parts));
        routes.addAll(new AuditEndpoint(parts.audit()).routes());
        Route.Access watchers = config.isLoopback() ? Route.Access.ANYBODY : Route.Access.USERS;
        routes.addAll(new MetricsEndpoint(parts.metrics(), watchers).routes());
        Strangers strangers = new Strangers(parts.audit(), parts.time());
        return new AuditedRoutes(parts.audit(), strangers, parts.time()).of(routes);
    }

    private static List<Route> capacity(Parts parts) {
        CapacityRegistry registry = parts.registries().capacity();
        List<Route> routes = new ArrayList<>();
        QueueSpec spec = new QueueSpec(registry, parts.time());
        routes.addAll(new QueueEndpoints(registry, spec, parts.registries().limits(), parts.engine()).routes());
        routes.addAll(new FlavourEndpoints(registry, parts.time()).routes());
        routes.addAll(new ClusterResources(registry, parts.engine()).routes());
        routes.addAll(new ClusterEndpoints(registry, parts.time()).routes());
        routes.addAll(new GrantEndpoints(registry, parts.registries().isUser(), parts.time()).routes());
        routes.addAll(new JobEndpoints(
                        parts.engine(), parts.queries(), parts.registries().jobs(), registry)
                .routes());
        routes.addAll(new StatisticsEndpoints(parts.queries(), registry).routes());
        return routes;
    }
}
