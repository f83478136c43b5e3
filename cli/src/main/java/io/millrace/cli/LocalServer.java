package io.millrace.cli;

import io.millrace.engine.StoredInputs;
import io.millrace.engine.TimeSource;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.schedule.Scheduler;
import io.millrace.engine.schedule.SchedulerObserver;
import io.millrace.engine.schedule.Schedules;
import io.millrace.executor.local.Sandbox;
import io.millrace.server.MillraceServer;
import io.millrace.server.audit.AuditFile;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.ServerConfig;
import io.millrace.server.pipeline.RegisteredPipelines;
import io.millrace.server.schedule.EngineRuns;
import io.millrace.server.schedule.PipelineRuns;
import io.millrace.server.storage.LocalRoots;
import io.millrace.server.storage.RegisteredStorages;
import io.millrace.server.user.Accounts;
import java.time.ZoneId;

/** A server on the home of this process: the engine, the schedules and the HTTP listeners, put together. */
final class LocalServer implements AutoCloseable {
    private final Scheduler scheduler;
    private final HttpServer http;
    private final AuditFile audit;
    private final ServerUpkeep upkeep;

    private LocalServer(Scheduler scheduler, HttpServer http, AuditFile audit, ServerUpkeep upkeep) {
        this.scheduler = scheduler;
        this.http = http;
        this.audit = audit;
        this.upkeep = upkeep;
    }

    /** Takes up what an earlier process left, begins with the schedules, and listens. */
    static LocalServer start(
            LocalEngine local,
            ServerConfig config,
            Config settings,
            Accounts accounts,
            Sandbox sandbox,
            ServerWatch watch) {
        AuditFile audit = new AuditFile(local.home().auditLog(), settings.auditLogBytes());
        MillraceServer.Parts parts = parts(local, settings, accounts, audit, sandbox, watch);
        local.engine().recover();
        Scheduler scheduler = scheduler(local, parts);
        scheduler.start();
        try {
            HttpServer http = MillraceServer.start(config, parts);
            return new LocalServer(scheduler, http, audit, ServerUpkeep.start(local, settings.upkeep()));
        } catch (RuntimeException e) {
            scheduler.close();
            audit.close();
            throw e;
        }
    }

    private static MillraceServer.Parts parts(
            LocalEngine local,
            Config settings,
            Accounts accounts,
            AuditFile audit,
            Sandbox sandbox,
            ServerWatch watch) {
        return new MillraceServer.Parts(
                local.engine(),
                local.queries(),
                new StoredInputs(),
                local.store().cache(),
                local.store(),
                local.contents(),
                local.secrets(),
                local.storage(),
                watch.news(),
                local.logs()::of,
                local.removal(),
                local.store().artifacts(),
                local.store(),
                new Schedules(local.store(), local.store().schedules(), TimeSource.SYSTEM, ZoneId.systemDefault()),
                input -> MountCheck.require(input, sandbox),
                new RegisteredStorages(local.store().storages(), local.storage()),
                new RegisteredPipelines(local.store().pipelines()),
                new MillraceServer.Registries(
                        local.store().storages(),
                        local.store().pipelines(),
                        new LocalRoots(local.home().folder(), settings.storageRoots()),
                        local.store().capacity(),
                        local.limits(),
                        local.store().jobs(),
                        name -> local.store().users().user(name).isPresent()),
                accounts,
                accounts,
                audit,
                settings.cacheStrategy(),
                TimeSource.SYSTEM,
                watch.metrics(),
                Version.ofMillrace());
    }

    private static Scheduler scheduler(LocalEngine local, MillraceServer.Parts parts) {
        return new Scheduler(new Scheduler.Ports(
                local.store(),
                local.store().schedules(),
                new PipelineRuns(parts.creation()),
                new EngineRuns(local.engine()),
                TimeSource.SYSTEM,
                ZoneId.systemDefault(),
                new ScheduleTrouble()));
    }

    HttpServer http() {
        return http;
    }

    /** Takes no more requests and fires no more schedules. The engine goes on. */
    @Override
    public void close() {
        http.close();
        upkeep.close();
        scheduler.close();
        audit.close();
    }

    /** Into the log of the server. */
    private static final class ScheduleTrouble implements SchedulerObserver {
        private static final System.Logger LOG = System.getLogger("io.millrace.schedule");

        @Override
        public void failing(String message) {
            LOG.log(System.Logger.Level.ERROR, "schedules wait: " + message);
        }

        @Override
        public void broken(ScheduleId schedule, RuntimeException cause) {
            LOG.log(System.Logger.Level.ERROR, schedule + " has failed", cause);
        }
    }
}
