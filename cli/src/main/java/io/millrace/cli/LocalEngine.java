package io.millrace.cli;

import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.RunQueries;
import io.millrace.engine.Secrets;
import io.millrace.engine.Storage;
import io.millrace.engine.StoreException;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.retention.RunRemoval;
import io.millrace.executor.local.AttemptFiles;
import io.millrace.executor.local.LocalExecutor;
import io.millrace.executor.local.LocalExecutorConfig;
import io.millrace.executor.local.LocalStorage;
import io.millrace.server.capacity.LiveLimits;
import io.millrace.store.SqliteStore;
import io.millrace.store.home.Claim;
import io.millrace.store.home.ControlServer;
import io.millrace.store.home.Home;
import io.millrace.store.home.Ownership;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** A home that belongs to this process, with an engine that runs what is in it and takes requests of other processes. */
final class LocalEngine implements AutoCloseable {
    private static final Duration STORE_PATIENCE = Duration.ofMinutes(1);

    private final Home home;
    private final SqliteStore store;
    private final Engine engine;
    private final LiveLimits limits;
    private final Storage storage;
    private final StorageContents contents;
    private final Secrets secrets;
    private final Requests requests;
    private final Deque<AutoCloseable> parts;

    private LocalEngine(
            Home home,
            SqliteStore store,
            Engine engine,
            LiveLimits limits,
            Storage storage,
            StorageContents contents,
            Secrets secrets,
            Requests requests,
            Deque<AutoCloseable> parts) {
        this.home = home;
        this.store = store;
        this.engine = engine;
        this.limits = limits;
        this.storage = storage;
        this.contents = contents;
        this.secrets = secrets;
        this.requests = requests;
        this.parts = parts;
    }

    /**
     * Owns the home and starts an engine on it.
     *
     * @param doing what this process is about to do, for those who find the home in use
     * @throws MillraceException when another process owns the home, or steps cannot be started
     */
    static LocalEngine open(Context context, Home home, String doing, EngineOptions options, EngineObserver observer) {
        return open(home, doing, options.settings(), StepSecrets.ofOwner(context, home), Instruments.of(observer));
    }

    /** The same, with more to see. */
    static LocalEngine open(Home home, String doing, EngineSettings options, Secrets secrets, Instruments instruments) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            Ownership ownership = own(home, doing);
            parts.push(ownership);
            SqliteStore store = SqliteStore.open(home.database());
            parts.push(store);
            LocalExecutorConfig config = LocalExecutorConfig.of(home.folder())
                    .withGrace(options.grace())
                    .withSandbox(options.sandbox())
                    .withSecrets(secrets);
            Storage storage = new LocalStorage();
            StorageContents contents = CacheContents.of(home);
            LiveLimits limits = new LiveLimits(store.capacity());
            Engine engine = new Engine(new Engine.Ports(
                    instruments.store().apply(store),
                    store.queries(),
                    new StoredInputs(),
                    listener -> executor(config, listener),
                    storage,
                    store,
                    store.cache(),
                    contents,
                    secrets,
                    store,
                    store.artifacts(),
                    TimeSource.SYSTEM,
                    instruments.observer().apply(store.queries()),
                    limits,
                    options.slots(),
                    STORE_PATIENCE));
            parts.push(engine);
            RunRemoval removal = RunDeletion.removal(home, store, store.queries(), store.artifacts());
            Requests requests = new Requests(engine, store, removal);
            parts.push(ControlServer.open(ownership, requests));
            return new LocalEngine(home, store, engine, limits, storage, contents, secrets, requests, parts);
        } catch (RuntimeException e) {
            closeAll(parts, e);
            throw e;
        }
    }

    private static Ownership own(Home home, String doing) {
        return switch (claim(home, doing)) {
            case Claim.Granted(Ownership ownership) -> ownership;
            case Claim.InUse inUse -> throw new MillraceException(Code.HOME_IN_USE, inUse.message());
        };
    }

    /** A folder that cannot be used is a wrong choice, other than a store that fails later. */
    private static Claim claim(Home home, String doing) {
        try {
            return Ownership.claim(home, doing);
        } catch (StoreException e) {
            throw new MillraceException(Code.FILES, String.valueOf(e.getMessage()), e);
        }
    }

    private static Executor executor(LocalExecutorConfig config, ExecutorListener listener) {
        try {
            return new LocalExecutor(config, listener);
        } catch (IOException e) {
            throw new MillraceException(Code.NOT_RUNNABLE, "steps cannot be started: " + e.getMessage(), e);
        }
    }

    private static void closeAll(Deque<AutoCloseable> parts, RuntimeException cause) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** There is a server on the home from now on, which other commands of this user may use. */
    void serves(Supplier<Connection> server) {
        requests.serves(server);
    }

    Engine engine() {
        return engine;
    }

    /** The limits of the queues of the engine. */
    LiveLimits limits() {
        return limits;
    }

    Home home() {
        return home;
    }

    /** What deletes runs of this home. */
    RunRemoval removal() {
        return RunDeletion.removal(home, store, store.queries(), store.artifacts());
    }

    SqliteStore store() {
        return store;
    }

    RunQueries queries() {
        return store.queries();
    }

    /** The storages of this machine, as the engine reads them. */
    Storage storage() {
        return storage;
    }

    /** What is in them, as the cache looks at it. */
    StorageContents contents() {
        return contents;
    }

    /** What steps get and nobody sees. */
    Secrets secrets() {
        return secrets;
    }

    CacheQueries cache() {
        return store.cache();
    }

    /** The logs of the home. */
    HomeLogs logs() {
        return HomeLogs.of(home);
    }

    AttemptFiles files() {
        return new AttemptFiles(home.folder());
    }

    /** Lets go of the home. Steps that still run go on. */
    @Override
    public void close() {
        RuntimeException problems = new IllegalStateException("closing the engine");
        closeAll(parts, problems);
        Throwable[] all = problems.getSuppressed();
        if (all.length > 0) {
            // what the store has to say is for people; the rest is seen with --debug
            throw all[0] instanceof StoreException store ? store : problems;
        }
    }
}
