package io.millrace.server;

import io.millrace.engine.Storage;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.RememberedContents;
import io.millrace.engine.cache.StorageContents;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.loop.Engine;
import io.millrace.executor.local.AttemptFiles;
import io.millrace.executor.local.LocalExecutor;
import io.millrace.executor.local.LocalExecutorConfig;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.server.event.RunNews;
import io.millrace.server.http.ApiCode;
import io.millrace.server.http.Caller;
import io.millrace.server.http.HttpServer;
import io.millrace.server.http.ServerConfig;
import io.millrace.server.run.Storages;
import io.millrace.store.SqliteStore;
import io.millrace.store.content.DigestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** A server on any free port, with a real database and real processes. Tokens are names of users. */
final class RealServer implements AutoCloseable {
    private static final int SLOTS = 20;

    private final SqliteStore store;
    private final Engine engine;
    private final HttpServer server;
    private final RunNews news = new RunNews();

    /** The folder behind every storage. */
    final Path storage;

    RealServer(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        this.storage = Files.createDirectories(folder.resolve("storage"));
        this.store = SqliteStore.open(home.resolve("millrace.db"));
        LocalExecutorConfig executor = LocalExecutorConfig.of(home).withGrace(Duration.ofSeconds(1));
        StorageContents contents = new RememberedContents(
                new Contents(new DigestFile(home.resolve("digests")), TimeSource.SYSTEM, ContentLimits.DEFAULT),
                home.resolve("manifests"));
        Storage files = (location, path, limit) -> new FileContent.Unreadable("not in these tests");
        this.engine = new Engine(new Engine.Ports(
                store,
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
                TimeSource.SYSTEM,
                news,
                SLOTS,
                Duration.ofSeconds(10)));
        AttemptFiles attempts = new AttemptFiles(home);
        this.server = MillraceServer.start(
                ServerConfig.DEFAULT.at("127.0.0.1", 0).withCompatPort(OptionalInt.of(0)),
                new MillraceServer.Parts(
                        engine,
                        store.queries(),
                        new StoredInputs(),
                        store.cache(),
                        store,
                        contents,
                        files,
                        news,
                        attempts::log,
                        input -> {},
                        new OneStorage(storage),
                        (caller, pipeline, version) -> {
                            throw ApiCode.PIPELINE_NOT_FOUND.because("there is no pipeline " + pipeline);
                        },
                        Caller::new,
                        (user, password, address) -> user,
                        CacheStrategy.CONTENT,
                        TimeSource.SYSTEM,
                        "test"));
    }

    Api as(String user) {
        return new Api(server.port(), user);
    }

    Api firstGeneration(String user) {
        return new Api(server.compatPort(), user);
    }

    @Override
    public void close() {
        server.close();
        engine.close();
        store.close();
    }

    /** A storage {@code data} that everybody has. */
    private record OneStorage(Path folder) implements Storages {
        @Override
        public StorageRoot root(String owner, String name) {
            if (!name.equals("data")) {
                throw ApiCode.INVALID_ARGUMENTS.because("there is no storage '%s'".formatted(name));
            }
            return new StorageRoot(folder.toString(), folder.toString());
        }

        @Override
        public String text(String owner, String name, String path) {
            root(owner, name);
            try {
                return Files.readString(folder.resolve(path));
            } catch (IOException e) {
                throw ApiCode.READ_YAML_FILE_FAILED.because(path + " cannot be read");
            }
        }
    }
}
