package io.millrace.store;

import io.millrace.engine.Executor;
import io.millrace.engine.ExecutorListener;
import io.millrace.engine.QueueLimits;
import io.millrace.engine.Secrets;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.RememberedContents;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.core.FileContent;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.Engine;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.loop.Submission;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRow;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import io.millrace.store.content.DigestFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The real engine on the real store, with processes that end when a test says so. */
final class EngineFixture implements AutoCloseable {
    final SqliteStore store;
    final Engine engine;

    /** Opens the store in {@code folder} and takes up what is unfinished in it. */
    EngineFixture(Path folder, ModelProcesses processes) {
        this(folder, processes::seenBy);
        engine.recover();
    }

    /** Opens the store in {@code folder} and leaves alone what is in it. */
    EngineFixture(Path folder, Function<ExecutorListener, Executor> executor) {
        store = SqliteStore.open(folder.resolve("millrace.db"));
        Contents contents =
                new Contents(new DigestFile(folder.resolve("digests")), TimeSource.SYSTEM, ContentLimits.DEFAULT);
        engine = new Engine(new Engine.Ports(
                store,
                store.queries(),
                new StoredInputs(),
                executor,
                (location, path, limit) -> new FileContent.Unreadable("no such file"),
                store,
                store.cache(),
                new RememberedContents(contents, folder.resolve("manifests")),
                Secrets.NONE,
                store,
                store.artifacts(),
                TimeSource.SYSTEM,
                new Loud(),
                QueueLimits.NONE,
                100,
                Duration.ofSeconds(5)));
    }

    private static final class Loud implements EngineObserver {
        @Override
        public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {}

        @Override
        public void broken(RunRow row, RuntimeException bug) {
            throw new AssertionError(row.message(), bug);
        }

        @Override
        public void storeFailing(String message) {
            throw new AssertionError(message);
        }
    }

    RunId submit(String yaml) {
        var compiled = PipelineCompiler.compile(new SourceText("model.yaml", yaml), CompileRequest.PLAIN);
        RunRequest request = new RunRequest("ann", Map.of(), false, CacheStrategy.CONTENT, CompileRequest.PLAIN);
        return engine.submit(
                Submission.of(compiled.plan().orElseThrow(), request, yaml, "model.yaml", "", Instant.now()));
    }

    @Override
    public void close() {
        engine.close();
        store.close();
    }
}
