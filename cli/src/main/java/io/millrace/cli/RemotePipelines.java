package io.millrace.cli;

import io.millrace.client.NewPipeline;
import io.millrace.client.PipelineDetail;
import io.millrace.client.PipelineFilter;
import io.millrace.client.PipelineInfo;
import io.millrace.client.PipelineRef;
import io.millrace.client.PipelineVersion;
import java.util.List;

/** Pipelines that a server keeps. */
record RemotePipelines(Context context, Remote remote) {

    void create(PipelineSourceOptions source, String name) {
        NewPipeline made = pipeline(source.file, source.storage);
        NewPipeline named = name.isEmpty() ? made : made.name(name);
        made(remote.ask(client -> client.pipelines().create(named)));
    }

    void update(PipelineUpdateOptions source) {
        NewPipeline version = pipeline(source.file, source.storage);
        made(remote.ask(client -> client.pipelines().update(source.pipeline, version)));
    }

    private void made(PipelineRef made) {
        context.out().println("%s  version %s".formatted(made.pipeline(), made.version()));
        context.out().flush();
    }

    private NewPipeline pipeline(String file, PipelineStorageOptions options) {
        if (file.isEmpty() == options.storage.isEmpty()) {
            throw new UsageException(
                    "a pipeline comes from FILE or from --fs STORAGE with --path PATH: give one of them");
        }
        NewPipeline made = file.isEmpty()
                ? NewPipeline.ofStorage(options.storage, options.path)
                : NewPipeline.ofYaml(PipelineFile.read(context, file).text());
        made = options.user.isEmpty() ? made : made.user(options.user);
        return options.description.isEmpty() ? made : made.description(options.description);
    }

    void list(List<String> names, List<String> users, PageOption page, ListFormat format) {
        PipelineFilter filter = PipelineFilter.ALL
                .names(RemoteRuns.texts(names))
                .users(RemoteRuns.texts(users))
                .pageSize(page.pageSize());
        List<PipelineInfo> pipelines = remote.ask(
                client -> client.pipelines().stream(filter).limit(page.limit()).toList());
        new Records<>(
                        context,
                        format,
                        "no pipelines; `millrace pipelines create FILE` keeps one",
                        List.of(
                                new Records.Column<>("PIPELINE", PipelineInfo::id),
                                new Records.Column<>("NAME", PipelineInfo::name),
                                new Records.Column<>("USER", PipelineInfo::user),
                                new Records.Column<>("CREATED", made -> RunsListing.time(made.createdAt())),
                                new Records.Column<>("UPDATED", made -> RunsListing.time(made.updatedAt())),
                                new Records.Column<>("DESCRIPTION", PipelineInfo::description)))
                .printAll(pipelines);
    }

    void show(String pipeline, String version, ListFormat format) {
        if (version.isEmpty()) {
            show(pipeline, format);
        } else {
            PipelineVersion shown = remote.ask(client -> client.pipelines().version(pipeline, version));
            if (format == ListFormat.TEXT) {
                context.out().print(shown.yaml());
                context.out().flush();
            } else {
                versions(format).print(shown);
            }
        }
    }

    private void show(String pipeline, ListFormat format) {
        PipelineDetail detail = remote.ask(client -> client.pipelines().show(pipeline));
        if (format != ListFormat.TEXT) {
            new Records<>(
                            context,
                            format,
                            "",
                            List.of(new Records.Column<PipelineDetail>(
                                    "PIPELINE", shown -> shown.pipeline().id())))
                    .print(detail);
            return;
        }
        PipelineInfo info = detail.pipeline();
        context.out().println("%s  %s".formatted(context.style().bold(info.id()), info.name()));
        context.out().println("created  %s  by %s".formatted(RunsListing.time(info.createdAt()), info.user()));
        if (!info.description().isEmpty()) {
            context.out().println(info.description());
        }
        context.out().println();
        versions(format)
                .printAll(remote.ask(
                        client -> client.pipelines().versions(pipeline).toList()));
    }

    private Records<PipelineVersion> versions(ListFormat format) {
        return new Records<>(
                context,
                format,
                "no versions",
                List.of(
                        new Records.Column<>("VERSION", PipelineVersion::version),
                        new Records.Column<>("USER", PipelineVersion::user),
                        new Records.Column<>("CREATED", version -> RunsListing.time(version.createdAt())),
                        new Records.Column<>("FS", PipelineVersion::storage),
                        new Records.Column<>("PATH", PipelineVersion::path)));
    }

    void delete(String pipeline, String version) {
        remote.tell(client -> {
            if (version.isEmpty()) {
                client.pipelines().delete(pipeline);
            } else {
                client.pipelines().deleteVersion(pipeline, version);
            }
        });
        context.out().println("deleted %s%s".formatted(pipeline, version.isEmpty() ? "" : " version " + version));
        context.out().flush();
    }
}
