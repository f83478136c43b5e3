package io.millrace.server.upkeep;

import io.millrace.engine.StoredInputs;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactType;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRequest;
import io.millrace.engine.record.RunRequestJson;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.retention.RunFiles;
import io.millrace.engine.retention.RunRemoval;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of a real database, with artifacts in a real folder, and a clock that is set by hand. */
final class KeptRuns implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String REQUEST =
            RunRequestJson.write(new RunRequest("anna", Map.of(), false, CacheStrategy.CONTENT, CompileRequest.PLAIN));

    final SqliteStore store;
    final RunFiles files;
    final RunRemoval removal;
    Instant now = START;
    private final Path storage;

    KeptRuns(Path folder) {
        this.storage = folder.resolve("storage");
        this.store = SqliteStore.open(folder.resolve("millrace.db"));
        this.files = new RunFiles(folder.resolve("jobs"), store.artifacts(), new StoredInputs());
        this.removal = new RunRemoval(store, store.queries(), files, () -> now);
    }

    RunId run(Instant created, Optional<Instant> ended, Optional<RunId> retryOf) {
        RunId run = store.create(new NewRun("p", "anna", "", "", "", "name: p", REQUEST, retryOf, created));
        if (ended.isPresent()) {
            end(run, RunStatus.FAILED, created, ended);
        } else {
            end(run, RunStatus.RUNNING, created, ended);
        }
        return run;
    }

    private void end(RunId run, RunStatus status, Instant created, Optional<Instant> ended) {
        RunRow row = new RunRow(run, status, "", Optional.of(created), ended, ended.orElse(created));
        store.commit(new Batch(List.of(), List.of(row), List.of(), List.of()));
    }

    RunId ended(Instant at) {
        return run(at, Optional.of(at), Optional.empty());
    }

    RunId live() {
        return run(START, Optional.empty(), Optional.empty());
    }

    void end(RunId run) {
        end(run, RunStatus.SUCCEEDED, START, Optional.of(START));
    }

    boolean exists(RunId run) {
        return store.queries().run(run).isPresent();
    }

    /** Gives a run an artifact of so many bytes, made by itself or taken over from another run. */
    void artifact(RunId run, int bytes, Optional<RunId> keptFrom) throws IOException {
        String path = ".pipeline/%s/p/a/model".formatted(run);
        NodeRow node = new NodeRow(
                run,
                0,
                -1,
                "a",
                "a",
                NodeRow.Kind.STEP,
                0,
                NodeStatus.SUCCEEDED,
                "",
                "",
                1,
                Optional.of(0),
                "",
                keptFrom,
                Optional.of(START),
                Optional.of(START),
                Optional.empty());
        ArtifactRow output = new ArtifactRow(
                run,
                0,
                ArtifactType.OUTPUT,
                "model",
                0,
                storage.toString(),
                path,
                START,
                ArtifactRow.How.RAN,
                Optional.empty(),
                Optional.empty());
        store.commit(new Batch(List.of(), List.of(), List.of(node), List.of(output)));
        Path file = storage.resolve(path);
        Files.createDirectories(storage.resolve(".pipeline/%s/p/a".formatted(run)));
        Files.write(file, new byte[bytes]);
    }

    /** The storage leads elsewhere from now on, so that nothing may be removed there; or back. */
    void misleading(boolean misleading) throws IOException {
        Path pipeline = storage.resolve(".pipeline");
        Path aside = storage.resolveSibling("aside");
        if (misleading) {
            Files.move(pipeline, aside);
            Files.createSymbolicLink(pipeline, aside);
        } else {
            Files.delete(pipeline);
            Files.move(aside, pipeline);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
