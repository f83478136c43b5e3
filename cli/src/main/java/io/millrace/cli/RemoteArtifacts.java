package io.millrace.cli;

import io.millrace.client.ArtifactFilter;
import io.millrace.client.ArtifactInfo;
import io.millrace.client.ArtifactType;
import java.util.List;
import java.util.Locale;

/** What steps of a server read and wrote. */
final class RemoteArtifacts {
    private RemoteArtifacts() {}

    /**
     * What is asked for.
     *
     * @param type empty: both
     */
    record Wanted(List<String> runs, List<String> users, List<String> storages, List<String> paths, String type) {
        ArtifactFilter filter() {
            ArtifactFilter all = ArtifactFilter.ALL
                    .runs(RemoteRuns.texts(runs))
                    .users(RemoteRuns.texts(users))
                    .storages(RemoteRuns.texts(storages))
                    .paths(RemoteRuns.texts(paths));
            return switch (type) {
                case "" -> all;
                case "input" -> all.type(ArtifactType.INPUT);
                case "output" -> all.type(ArtifactType.OUTPUT);
                default -> throw new UsageException("--type is input or output, not '%s'".formatted(type));
            };
        }
    }

    static void list(Remote remote, Wanted wanted, PageOption page, ListFormat format) {
        ArtifactFilter filter = wanted.filter().pageSize(page.pageSize());
        List<ArtifactInfo> artifacts = remote.ask(
                client -> client.artifacts().stream(filter).limit(page.limit()).toList());
        new Records<>(
                        remote.context(),
                        format,
                        "no artifacts",
                        List.of(
                                new Records.Column<>("ARTIFACT", artifact -> Long.toString(artifact.number())),
                                new Records.Column<>("RUN", ArtifactInfo::run),
                                new Records.Column<>("STEP", ArtifactInfo::step),
                                new Records.Column<>(
                                        "TYPE",
                                        artifact -> artifact.type().name().toLowerCase(Locale.ROOT)),
                                new Records.Column<>("NAME", ArtifactInfo::name),
                                new Records.Column<>("FS", ArtifactInfo::storage),
                                new Records.Column<>("PATH", ArtifactInfo::path)))
                .printAll(artifacts);
    }
}
