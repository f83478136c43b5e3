package io.millrace.cli;

import io.millrace.client.ArtifactDetail;
import io.millrace.client.ArtifactLineage;
import io.millrace.client.Artifacts;
import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactContent;
import io.millrace.engine.artifact.Lineage;
import io.millrace.engine.artifact.Lineage.Bounds;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** One artifact of a server, which looks as one of the home does. */
record RemoteArtifact(Remote remote, long number) {
    /** What a server allows. */
    private static final int DEEPEST = 100;

    private static final int MOST_LINKS = 1000;

    void show(Output.Format format) {
        Artifact found = local(remote.ask(client -> client.artifacts().show(number)));
        switch (format) {
            case TEXT -> ArtifactPages.show(remote.context(), found, List.of());
            case JSON -> remote.context().out().println(ArtifactPages.json(found));
        }
        remote.context().out().flush();
    }

    void lineage(LineageOptions options) {
        Bounds bounds = options.bounds(DEEPEST, MOST_LINKS);
        ArtifactLineage found =
                remote.ask(client -> client.artifacts().lineage(number, bounds.depth(), bounds.links()));
        Lineage lineage = new Lineage(
                local(found.subject()),
                new Lineage.Side(
                        found.upstream().stream().map(RemoteArtifact::local).toList(), found.upstreamCut()),
                new Lineage.Side(
                        found.downstream().stream().map(RemoteArtifact::local).toList(), found.downstreamCut()));
        LineagePages.print(remote.context().out(), lineage, options.format);
    }

    void get(String name) {
        Context context = remote.context();
        Path target = context.folder().resolve(name).normalize();
        TransferBar bar = new TransferBar(context);
        try {
            remote.tell(client -> download(client.artifacts(), target, bar));
        } finally {
            bar.clear();
        }
        context.out().println("downloaded artifact %d to %s".formatted(number, name));
        context.out().flush();
    }

    private void download(Artifacts artifacts, Path target, TransferBar bar) {
        try {
            artifacts.download(number, target, bar);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("%s exists; choose another place".formatted(target));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no folder %s to download into".formatted(e.getFile()));
        } catch (IOException e) {
            throw new UsageException("%s cannot be written: %s (%s)"
                    .formatted(target, e.getMessage(), e.getClass().getSimpleName()));
        }
    }

    private static Artifact local(ArtifactDetail found) {
        ArtifactRow row = new ArtifactRow(
                RunIds.parse(found.run()),
                found.node(),
                switch (found.type()) {
                    case INPUT -> ArtifactType.INPUT;
                    case OUTPUT -> ArtifactType.OUTPUT;
                    case UNKNOWN -> throw unknown("type");
                },
                found.name(),
                found.position(),
                found.location(),
                found.path(),
                found.recordedAt(),
                How.ofWord(found.how()),
                found.from().flatMap(RunId::of),
                found.cacheEntry());
        return new Artifact(
                found.number(),
                row,
                found.step(),
                found.job(),
                found.pipeline(),
                found.user(),
                found.storage(),
                content(found));
    }

    private static ArtifactContent content(ArtifactDetail found) {
        Instant at = found.readAt().orElse(found.recordedAt());
        return switch (found.content()) {
            case "pending" -> new ArtifactContent.Pending();
            case "known" ->
                new ArtifactContent.Known(
                        found.digest().orElse(""), found.bytes().orElse(0L), at);
            case "absent" -> new ArtifactContent.Absent(at);
            case "unreadable" -> new ArtifactContent.Unreadable(found.reason().orElse(""), at);
            default -> throw unknown("content");
        };
    }

    private static UsageException unknown(String field) {
        return new UsageException(
                "the server says a %s of the artifact that this version does not know: take a newer one"
                        .formatted(field));
    }
}
