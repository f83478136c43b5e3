package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about schedules of a server. */
@Command(
        name = "schedules",
        description = "Pipelines that the server runs at the times of a crontab: create, list, show, stop, delete.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace schedules list"})
final class SchedulesCommand {
    private final Context context;
    private final Servers servers;

    SchedulesCommand(Context context, Servers servers) {
        this.context = context;
        this.servers = servers;
    }

    private RemoteSchedules schedules(ServerOption option) {
        return new RemoteSchedules(context, new Remote(context, servers, option));
    }

    @Command(
            name = "create",
            description = "Begin a schedule; prints its id.",
            footer = {
                "",
                "Examples:",
                "  millrace schedules create nightly ppl-000001 1 @daily",
                "  millrace schedules create often ppl-000001 1 @hourly --concurrency 1 --policy skip"
            })
    int create(@Mixin ServerOption server, @Mixin ScheduleCreateOptions options) {
        schedules(server).create(options);
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            description = "List schedules, oldest first.",
            footer = {"", "Examples:", "  millrace schedules list --pipeline ppl-000001"})
    int list(
            @Mixin ServerOption server,
            @Option(names = "--pipeline", paramLabel = "PIPELINE", description = "Only those of this pipeline.")
                    List<String> pipelines,
            @Option(names = "--user", paramLabel = "USER", description = "Only those of this user; for root.")
                    List<String> users,
            @Mixin PageOption page,
            @Mixin FormatOption form) {
        schedules(server).list(Given.of(pipelines), Given.of(users), page, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show a schedule.",
            footer = {"", "Examples:", "  millrace schedules show schedule-000001"})
    int show(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "SCHEDULE", description = "Id of the schedule.") String schedule,
            @Mixin FormatOption form) {
        schedules(server).show(schedule, form.format);
        return ExitCode.OK;
    }

    @Command(
            name = "stop",
            description = "End a schedule. Its runs go on.",
            footer = {"", "Examples:", "  millrace schedules stop schedule-000001"})
    int stop(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "SCHEDULE", description = "Id of the schedule.") String schedule) {
        schedules(server).stop(schedule);
        return ExitCode.OK;
    }

    @Command(
            name = "delete",
            description = "Delete a schedule that has ended. Its runs stay.",
            footer = {"", "Examples:", "  millrace schedules delete schedule-000001"})
    int delete(
            @Mixin ServerOption server,
            @Parameters(paramLabel = "SCHEDULE", description = "Id of the schedule.") String schedule) {
        schedules(server).delete(schedule);
        return ExitCode.OK;
    }
}
