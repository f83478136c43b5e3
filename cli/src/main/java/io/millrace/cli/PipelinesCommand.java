package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about pipelines that a server keeps. */
@Command(
        name = "pipelines",
        description = "Pipelines that the server keeps: create, list, show, update, delete.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace pipelines list"})
final class PipelinesCommand {
    private final Context context;
    private final Servers servers;

    PipelinesCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    private RemotePipelines pipelines(ServerOption option) {
        return new RemotePipelines(context, new Remote(context, servers, option));
    }

    @Command(
            name = "create",
            description = "Keep a pipeline; prints its id and version.",
            footer = {
                "",
                "Examples:",
                "  millrace pipelines create pipeline.yaml --desc nightly",
                "  millrace pipelines create --fs data --path pipelines/train.yaml"
            })
    int create(
            @Mixin ServerOption server,
            @Mixin PipelineSourceOptions source,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "Another name than the text has.")
                    String name) {
        pipelines(server).create(source, name);
        return ExitCode.OK;
    }

    @Command(
            name = "update",
            description = "Add a version to a pipeline; prints its id and version.",
            footer = {"", "Examples:", "  millrace pipelines update ppl-000001 pipeline.yaml"})
    int update(@Mixin ServerOption server, @Mixin PipelineUpdateOptions source) {
        pipelines(server).update(source);
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            description = "List pipelines, oldest first.",
            footer = {"", "Examples:", "  millrace pipelines list --name train"})
    int list(
            @Mixin ServerOption server,
            @Option(names = "--name", paramLabel = "NAME", description = "Only those of this name.") List<String> names,
            @Option(names = "--user", paramLabel = "USER", description = "Only those of this user; for root.")
                    List<String> users,
            @Mixin PageOption page,
            @Mixin FormatOption form) {
        pipelines(server).list(Given.of(names), Given.of(users), page, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show a pipeline with its versions, or the text of one version.",
            footer = {
                "",
                "Examples:",
                "  millrace pipelines show ppl-000001",
                "  millrace pipelines show ppl-000001 2 > pipeline.yaml"
            })
    int show(
            @Mixin ServerOption server,
            @Parameters(index = "0", paramLabel = "PIPELINE", description = "Id of the pipeline.") String pipeline,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "VERSION",
                            defaultValue = "",
                            description = "Print the text of this version.")
                    String version,
            @Mixin FormatOption form) {
        pipelines(server).show(pipeline, version, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = "Delete a pipeline, or one of its versions. Runs of it stay.",
            footer = {"", "Examples:", "  millrace pipelines delete ppl-000001"})
    int delete(
            @Mixin ServerOption server,
            @Parameters(index = "0", paramLabel = "PIPELINE", description = "Id of the pipeline.") String pipeline,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "VERSION",
                            defaultValue = "",
                            description = "Only this version.")
                    String version) {
        pipelines(server).delete(pipeline, version);
        return ExitCode.OK;
    }
}
