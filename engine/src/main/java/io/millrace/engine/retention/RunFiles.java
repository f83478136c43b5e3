package io.millrace.engine.retention;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.RunInputs;
import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.artifact.ArtifactFilter.Order;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunInput;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import io.millrace.engine.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Finds the files that a run left: its artifacts in its main storage, and what the executor wrote. */
public final class RunFiles {
    /** Records to look through for one that tells where the run has its folder. */
    private static final int RECORDS = 100;

    private final Path jobs;
    private final ArtifactQueries artifacts;
    private final RunInputs inputs;

    /** @param jobs the folder that holds a folder for each run, named as the run */
    public RunFiles(Path jobs, ArtifactQueries artifacts, RunInputs inputs) {
        this.jobs = jobs;
        this.artifacts = artifacts;
        this.inputs = inputs;
    }

    /**
     * Bytes on the disk.
     *
     * @param logs with everything else that the executor keeps of its attempts
     */
    public record Size(long artifacts, long logs) {
        /** Both. */
        public long bytes() {
            return artifacts + logs;
        }
    }

    /** How much there is. */
    public Size size(RunRecord run) {
        return new Size(artifactBytes(run), bytes(run.id(), logs(run.id())));
    }

    /** How much of it are artifacts, in bytes. */
    public long artifactBytes(RunRecord run) {
        Optional<FileTree> made = artifacts(run);
        return made.isPresent() ? bytes(run.id(), made.get()) : 0;
    }

    private static long bytes(RunId run, FileTree tree) {
        try {
            return tree.bytes();
        } catch (IOException e) {
            throw failed("the files of %s cannot be looked at".formatted(run), e);
        }
    }

    /**
     * Removes all of it.
     *
     * @throws MillraceException when something cannot be removed; the rest may be gone
     */
    void remove(RunRecord run) {
        try {
            Optional<FileTree> made = artifacts(run);
            if (made.isPresent()) {
                made.get().remove();
            }
            logs(run.id()).remove();
        } catch (IOException e) {
            throw failed(
                    "%s is being deleted, but not all of its files can be removed; see to that, and delete it again"
                            .formatted(run.id()),
                    e);
        }
    }

    private static MillraceException failed(String what, IOException cause) {
        return new MillraceException(
                Code.FILES,
                "%s: %s (%s)"
                        .formatted(what, cause.getMessage(), cause.getClass().getSimpleName()),
                cause);
    }

    private FileTree logs(RunId run) {
        return new FileTree(jobs, Path.of(run.toString()));
    }

    /** The folder of its artifacts: from their records, or else from its pipeline. */
    private Optional<FileTree> artifacts(RunRecord run) {
        return recorded(run.id()).or(() -> planned(run));
    }

    private Optional<FileTree> recorded(RunId run) {
        ArtifactFilter outputs =
                ArtifactFilter.ALL.in(Order.OLDEST_FIRST).withRuns(Set.of(run)).withTypes(Set.of(ArtifactType.OUTPUT));
        return artifacts.artifacts(outputs, RECORDS).stream()
                .filter(output -> output.row().how() == How.RAN)
                .findFirst()
                .flatMap(RunFiles::folderOf);
    }

    private static Optional<FileTree> folderOf(Artifact output) {
        String mark = ".pipeline/" + output.row().run() + "/";
        int at = output.row().path().indexOf(mark);
        return at < 0
                ? Optional.empty()
                : Optional.of(new FileTree(
                        Path.of(output.row().location()),
                        Path.of(output.row().path().substring(0, at + mark.length()))));
    }

    private Optional<FileTree> planned(RunRecord run) {
        RunInput input;
        try {
            input = inputs.of(run);
        } catch (MillraceException e) {
            return Optional.empty(); // of another version, and without any result: there is nothing to find it by
        }
        StorageRoot main = input.storages().get(run.created().storage());
        return main == null
                ? Optional.empty()
                : input.artifactFolder().map(folder -> new FileTree(Path.of(main.location()), Path.of(folder)));
    }
}
