package io.millrace.server;

import io.millrace.engine.RunQueries;
import io.millrace.engine.Secrets;
import io.millrace.engine.Storage;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.RememberedContents;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.log.LogFile;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.loop.Observers;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.retention.RunFiles;
import io.millrace.engine.retention.RunRemoval;
import io.millrace.engine.schedule.Scheduler;
import io.millrace.engine.schedule.SchedulerObserver;
import io.millrace.engine.schedule.Schedules;
import io.millrace.executor.local.AttemptFiles;
import io.millrace.executor.local.LocalExecutor;
import io.millrace.executor.local.LocalExecutorConfig;
import io.millrace.executor.local.LocalStorage;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.server.audit.AuditFile;
import io.millrace.server.capacity.LiveLimits;
import io.millrace.server.event.RunNews;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Caller;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.Route;
import io.millrace.server.http.ServerConfig;
import io.millrace.server.metrics.EngineMetrics;
import io.millrace.server.metrics.Metrics;
import io.millrace.server.metrics.TimedStore;
import io.millrace.server.pipeline.RegisteredPipelines;
import io.millrace.server.run.Generation;
import io.millrace.server.run.Storages;
import io.millrace.server.run.Templates;
import io.millrace.server.schedule.EngineRuns;
import io.millrace.server.schedule.PipelineRuns;
import io.millrace.server.storage.LocalRoots;
import io.millrace.server.storage.RegisteredStorages;
import io.millrace.server.user.Accounts;
import io.millrace.server.user.Accounts.TokenSettings;
import io.millrace.store.SqliteStore;
import io.millrace.store.content.DigestFile;
import io.millrace.store.home.Home;
import io.millrace.store.home.HomeSecrets;
import io.millrace.store.home.Revealed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A server on any free port, with a real database and real processes. The name of a user is as good as a token; tokens of
 * {@code /login} work too.
 */
final class RealServer implements AutoCloseable {
    /** The value of the secret SHARED. */
    static final String SECRET = "hunter2-for-all";

    private static final int SLOTS = 20;
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "HmacSHA256");

    private final SqliteStore store;
    private final Engine engine;
    private final HttpServer server;
    private final List<Route> routes;
    private final RunNews news = new RunNews();

    private final AuditFile audit;

    /** Who may log in; nobody at first. */
    final Accounts accounts;

    /** The folder behind every storage. */
    final Path storage;

    /** A folder below which everybody may register storages. */
    final Path opened;

    private final Scheduler scheduler;
    private final Map<String, Templates.Version> pipelines = new ConcurrentHashMap<>();

    RealServer(Path folder) throws IOException {
        this(folder, TimeSource.SYSTEM);
    }

    /**
     * @param clock of the schedules and the tokens; all else goes by the real one
     */
    RealServer(Path folder, TimeSource clock) throws IOException {
        this(folder, clock, queries -> new Observers(List.of()));
    }

    /**
     * @param watching another observer of the engine
     */
    RealServer(Path folder, TimeSource clock, Function<RunQueries, EngineObserver> watching) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        this.storage = Files.createDirectories(folder.resolve("storage"));
        this.opened = Files.createDirectories(folder.resolve("opened"));
        this.store = SqliteStore.open(home.resolve("millrace.db"));
        Secrets secrets =
                HomeSecrets.ofOwner(new Home(home), Optional.empty(), Map.of("MILLRACE_SECRET_SHARED", SECRET));
        LocalExecutorConfig executor =
                LocalExecutorConfig.of(home).withGrace(Duration.ofSeconds(1)).withSecrets(secrets);
        StorageContents contents = new RememberedContents(
                new Contents(new DigestFile(home.resolve("digests")), TimeSource.SYSTEM, ContentLimits.DEFAULT),
                home.resolve("manifests"));
        Storage files = new LocalStorage();
        Metrics metrics = new Metrics();
        LiveLimits limits = new LiveLimits(store.capacity());
        this.engine = new Engine(new Engine.Ports(
                new TimedStore(store, metrics),
                store.queries(),
                new StoredInputs(),
                listener -> {
                    try {
                        return new LocalExecutor(executor, listener);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                files,
                store,
                store.cache(),
                contents,
                secrets,
                store,
                store.artifacts(),
                TimeSource.SYSTEM,
                new Observers(List.of(news, new EngineMetrics(metrics), watching.apply(store.queries()))),
                limits,
                SLOTS,
                Duration.ofSeconds(10)));
        this.audit = new AuditFile(home.resolve("audit.log"), 20_000);
        this.accounts = new Accounts(
                store, store.users(), new TokenSettings(KEY, Optional.of(Duration.ofHours(12))), clock, () -> {});
        AttemptFiles attempts = new AttemptFiles(home);
        MillraceServer.Parts parts = new MillraceServer.Parts(
                engine,
                store.queries(),
                new StoredInputs(),
                store.cache(),
                store,
                contents,
                secrets,
                files,
                news,
                attempt -> new LogFile(attempts.log(attempt), new Revealed(new Home(home))::mask),
                new RunRemoval(
                        store,
                        store.queries(),
                        new RunFiles(home.resolve("jobs"), store.artifacts(), new StoredInputs()),
                        TimeSource.SYSTEM),
                store.artifacts(),
                store,
                new Schedules(store, store.schedules(), clock, ZoneId.systemDefault()),
                input -> {},
                new OneStorage(storage, new RegisteredStorages(store.storages(), files)),
                this::pipeline,
                new MillraceServer.Registries(
                        store.storages(),
                        store.pipelines(),
                        new LocalRoots(home, List.of(opened)),
                        store.capacity(),
                        limits,
                        store.jobs(),
                        user -> !user.startsWith("no")),
                token -> token.contains(".") ? accounts.of(token) : new Caller(token),
                accounts,
                audit,
                CacheStrategy.CONTENT,
                TimeSource.SYSTEM,
                metrics,
                "test");
        ServerConfig config = ServerConfig.DEFAULT.at("127.0.0.1", 0).withCompatPort(OptionalInt.of(0));
        this.routes = MillraceServer.routes(config, parts, Generation.CURRENT);
        this.server = MillraceServer.start(config, parts);
        this.scheduler = new Scheduler(new Scheduler.Ports(
                store,
                store.schedules(),
                new PipelineRuns(parts.creation()),
                new EngineRuns(engine),
                clock,
                ZoneId.systemDefault(),
                new LoudScheduler()));
    }

    /** Takes up what an earlier process left, and begins with the schedules. */
    void begin() {
        engine.recover();
        scheduler.start();
    }

    /** Starts no more steps. */
    CompletableFuture<Void> drain() {
        return engine.drain();
    }

    /** Offers a version of a pipeline that everybody owns but {@code stranger}. */
    void register(String pipeline, String version, String yaml) {
        pipelines.put(pipeline + " " + version, new Templates.Version("", yaml, ""));
    }

    /** Takes a version away, whatever uses it. */
    void unregister(String pipeline, String version) {
        pipelines.remove(pipeline + " " + version);
    }

    private Templates.Version pipeline(Caller caller, String pipeline, String version) {
        if (caller.name().equals("stranger")) {
            throw ApiCode.ACCESS_DENIED.because("user stranger has no access to pipeline " + pipeline);
        }
        return Optional.ofNullable(pipelines.get(pipeline + " " + version))
                .orElseGet(() -> new RegisteredPipelines(store.pipelines()).version(caller, pipeline, version));
    }

    /** Everything that is served. */
    List<Route> routes() {
        return routes;
    }

    Api as(String user) {
        return new Api(server.port(), user);
    }

    Api firstGeneration(String user) {
        return new Api(server.compatPort(), user);
    }

    @Override
    public void close() {
        scheduler.close();
        server.close();
        engine.close();
        store.close();
    }

    /** A storage {@code data} that everybody has, beside those that are registered. */
    private record OneStorage(Path folder, Storages registered) implements Storages {
        @Override
        public StorageRoot root(String owner, String name) {
            if (!name.equals("data")) {
                return registered.root(owner, name);
            }
            return new StorageRoot(folder.toString(), folder.toString());
        }

        @Override
        public String text(String owner, String name, String path) {
            if (!name.equals("data")) {
                return registered.text(owner, name, path);
            }
            try {
                return Files.readString(folder.resolve(path));
            } catch (IOException e) {
                throw ApiCode.READ_YAML_FILE_FAILED.because(path + " cannot be read");
            }
        }
    }

    private static final class LoudScheduler implements SchedulerObserver {
        @Override
        public void failing(String message) {
            throw new IllegalStateException(message);
        }

        @Override
        public void broken(ScheduleId schedule, RuntimeException cause) {
            throw cause;
        }
    }
}
