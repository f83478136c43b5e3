package io.millrace.cli;

import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactContent;
import io.millrace.engine.artifact.ArtifactContent.Absent;
import io.millrace.engine.artifact.ArtifactContent.Known;
import io.millrace.engine.artifact.ArtifactContent.Pending;
import io.millrace.engine.artifact.ArtifactContent.Unreadable;
import io.millrace.engine.artifact.ArtifactJson;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.util.List;

/** Artifacts as people and programs see them. */
final class ArtifactPages {
    private ArtifactPages() {}

    static void list(Context context, List<Artifact> artifacts, int limit) {
        if (artifacts.isEmpty()) {
            context.out().println("no artifacts");
            return;
        }
        Table table = new Table("ARTIFACT", "RUN", "STEP", "TYPE", "NAME", "RECORDED", "SIZE", "FROM", "PATH");
        for (Artifact artifact : artifacts) {
            ArtifactRow row = artifact.row();
            table.row(
                    Long.toString(artifact.number()),
                    row.run().toString(),
                    artifact.step(),
                    row.type().word(),
                    row.name(),
                    RunsListing.time(row.at()),
                    size(artifact.content()),
                    row.origin().map(RunId::toString).orElse(""),
                    row.path());
        }
        table.print(context.out(), context.columns());
        if (artifacts.size() == limit) {
            context.out()
                    .println("older ones: --before %d"
                            .formatted(artifacts.getLast().number()));
        }
    }

    /** The size, or why there is none. */
    static String size(ArtifactContent content) {
        return content instanceof Known known ? Amounts.text(known.bytes()) : content.word();
    }

    static void show(Context context, Artifact artifact, List<Artifact> others) {
        var out = context.out();
        ArtifactRow row = artifact.row();
        out.println("artifact %d  %s '%s' of %s in %s"
                .formatted(artifact.number(), row.type().word(), row.name(), artifact.step(), row.run()));
        out.println("job       %s%s".formatted(artifact.jobId(), how(row)));
        out.println("pipeline  %s, by %s".formatted(artifact.pipeline(), artifact.user()));
        out.println("recorded  " + RunsListing.time(row.at()));
        out.println("storage   %s, %s".formatted(artifact.storage(), row.location()));
        out.println("path      " + row.path());
        out.println("content   " + content(artifact.content()));
        for (Artifact other : others) {
            out.println("%-9s %s of %s%s"
                    .formatted(
                            other.row().type() == ArtifactType.INPUT ? "read by" : "output of",
                            other.step(),
                            other.row().run(),
                            how(other.row())));
        }
    }

    private static String content(ArtifactContent content) {
        return switch (content) {
            case Pending() -> "not read yet: the next Millrace that works here does it";
            case Known known ->
                "%s, sha256 %s, read %s"
                        .formatted(Amounts.text(known.bytes()), known.digest(), RunsListing.time(known.at()));
            case Absent absent -> "nothing was there " + RunsListing.time(absent.at());
            case Unreadable unreadable -> "could not be read: " + unreadable.reason();
        };
    }

    /** How the job came to it, when it did not run. */
    static String how(ArtifactRow row) {
        String origin = row.origin().map(run -> " from " + run).orElse("");
        return switch (row.how()) {
            case RAN -> "";
            case REUSED, KEPT -> " (%s%s)".formatted(row.how() == How.REUSED ? "reused" : "kept", origin);
        };
    }

    static String json(List<Artifact> artifacts) {
        return Output.json(json -> ArtifactJson.array(json, artifacts));
    }

    static String json(Artifact artifact) {
        return Output.json(json -> ArtifactJson.object(json, artifact));
    }
}
