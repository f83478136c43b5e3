package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.artifact.ArtifactFilter.Order;
import io.millrace.engine.artifact.Lineage;
import io.millrace.engine.artifact.Lineage.Bounds;
import io.millrace.engine.artifact.LineageSearch;
import io.millrace.engine.record.ArtifactType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about what steps read and made. */
@Command(
        name = "artifacts",
        description = "Look at what steps read and made: list, show, get, lineage.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace artifacts list", "  millrace artifacts lineage 12"})
final class ArtifactsCommand {
    private static final int PAGE = 1000;
    private static final int DEEPEST = 1000;
    private static final int MOST_LINKS = 100_000;
    private static final int OTHERS_SHOWN = 20;

    private final Context context;

    ArtifactsCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "list",
            description = "List inputs and outputs of jobs, newest first.",
            footer = {
                "",
                "FROM is the run that an earlier result was taken from: by the cache, or by a retry.",
                "",
                "Examples:",
                "  millrace artifacts list --run run-000003 --type output",
                "  millrace artifacts list --step train --older-than 30d -n 100 -o json"
            })
    int list(
            @Mixin HomeOption global,
            @Option(names = "--run", paramLabel = "RUN", description = "Only of this run.") Optional<String> run,
            @Option(names = "--step", paramLabel = "STEP", description = "Only of this step.") Optional<String> step,
            @Option(names = "--pipeline", paramLabel = "NAME", description = "Only of pipelines of this name.")
                    Optional<String> pipeline,
            @Option(names = "--user", paramLabel = "NAME", description = "Only of this user.") Optional<String> user,
            @Option(names = "--storage", paramLabel = "DIR", description = "Only in this storage.")
                    Optional<String> storage,
            @Option(names = "--type", paramLabel = "input|output", description = "Only inputs, or only outputs.")
                    Optional<String> type,
            @Option(names = "--path", paramLabel = "PATH", description = "Only at exactly this path of a storage.")
                    Optional<String> path,
            @Option(names = "--older-than", paramLabel = "TIME", description = "Only older ones: 30d, 12h, 2w.")
                    Optional<String> olderThan,
            @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "At most N. Default: 20.")
                    int limit,
            @Option(names = "--before", paramLabel = "ARTIFACT", description = "Go on behind this one: the next page.")
                    Optional<Long> before,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        if (limit < 1 || limit > PAGE) {
            throw new UsageException("-n takes a number from 1 to %d, not %d".formatted(PAGE, limit));
        }
        ArtifactFilter filter = ArtifactFilter.ALL
                .withUsers(set(user))
                .withLocations(set(storage.map(
                        folder -> context.folder().resolve(folder).normalize().toString())))
                .withRuns(set(run.map(RunIds::parse)))
                .withPipelines(set(pipeline))
                .withSteps(set(step))
                .withTypes(set(type.map(ArtifactsCommand::type)))
                .withPaths(set(path));
        filter = before.isPresent() ? filter.after(before.get()) : filter;
        filter = olderThan.isPresent()
                ? filter.recordedBefore(TimeSource.SYSTEM.now().minus(Amounts.time("--older-than", olderThan.get())))
                : filter;
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            List<Artifact> artifacts = stored.artifacts().artifacts(filter, limit);
            switch (format) {
                case TEXT -> ArtifactPages.list(context, artifacts, limit);
                case JSON -> context.out().println(ArtifactPages.json(artifacts));
            }
        }
        context.out().flush();
        return ExitCode.OK;
    }

    private static <T> Set<T> set(Optional<T> value) {
        return value.map(Set::of).orElse(Set.of());
    }

    private static ArtifactType type(String word) {
        return ArtifactType.ofWord(word)
                .orElseThrow(() -> new UsageException("--type is input or output, not '%s'".formatted(word)));
    }

    @Command(
            name = "show",
            description = "Show one artifact: where it lies, what is known of it, who read it.",
            footer = {"", "Examples:", "  millrace artifacts show 12", "  millrace artifacts show results/model.pt"})
    int show(
            @Mixin HomeOption global,
            @Parameters(paramLabel = "ARTIFACT", description = "Its number, its path as listed, or a file in it.")
                    String text,
            @Option(names = "--storage", paramLabel = "DIR", description = "The storage in which it lies.")
                    Optional<String> storage,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            Artifact found = new ArtifactLookup(context, stored.artifacts()).find(text, storage);
            switch (format) {
                case TEXT -> ArtifactPages.show(context, found, others(stored, found));
                case JSON -> context.out().println(ArtifactPages.json(found));
            }
        }
        context.out().flush();
        return ExitCode.OK;
    }

    private static List<Artifact> others(StoredRuns stored, Artifact found) {
        ArtifactFilter oldest = ArtifactFilter.ALL.in(Order.OLDEST_FIRST);
        return Stream.of(ArtifactType.OUTPUT, ArtifactType.INPUT)
                .flatMap(type -> stored.artifacts().artifacts(oldest.at(found.place(), type), OTHERS_SHOWN).stream())
                .filter(other -> other.number() != found.number())
                .toList();
    }

    @Command(
            name = "get",
            description = "Copy an artifact, a file or a folder. The copy appears when it is complete.",
            footer = {
                "",
                "Examples:",
                "  millrace artifacts get 12 model.pt",
                "  millrace artifacts get 12 model.pt --force"
            })
    int get(
            @Mixin HomeOption global,
            @Parameters(
                            index = "0",
                            paramLabel = "ARTIFACT",
                            description = "Its number, its path as listed, or a file in it.")
                    String text,
            @Parameters(index = "1", paramLabel = "TARGET", description = "Name of the copy.") String target,
            @Option(names = "--storage", paramLabel = "DIR", description = "The storage in which it lies.")
                    Optional<String> storage,
            @Option(names = "--force", description = "Replace what is at TARGET.") boolean force) {
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            Artifact found = new ArtifactLookup(context, stored.artifacts()).find(text, storage);
            Path copy = context.folder().resolve(target).normalize();
            ArtifactCopy.to(found.place(), copy, force);
            context.out().println("copied %s of %s to %s".formatted(found.row().name(), found.step(), target));
        }
        context.out().flush();
        return ExitCode.OK;
    }

    @Command(
            name = "lineage",
            description = "Show what an artifact was made from, and what was made from it, across runs.",
            footer = {
                "",
                "Examples:",
                "  millrace artifacts lineage 12",
                "  millrace artifacts lineage .pipeline/run-000001/penguins/train-0-5d41402abc4b2a76b9719d911017c592/model",
                "  millrace artifacts lineage 12 -o mermaid"
            })
    int lineage(
            @Mixin HomeOption global,
            @Parameters(paramLabel = "ARTIFACT", description = "Its number, its path as listed, or a file in it.")
                    String text,
            @Option(names = "--storage", paramLabel = "DIR", description = "The storage in which it lies.")
                    Optional<String> storage,
            @Mixin LineageOptions options) {
        Bounds bounds = options.bounds(DEEPEST, MOST_LINKS);
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            Artifact found = new ArtifactLookup(context, stored.artifacts()).find(text, storage);
            Lineage lineage = new LineageSearch(stored.artifacts()).of(found, bounds);
            LineagePages.print(context.out(), lineage, options.format);
        }
        context.out().flush();
        return ExitCode.OK;
    }
}
