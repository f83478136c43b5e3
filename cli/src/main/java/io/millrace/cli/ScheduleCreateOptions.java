package io.millrace.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a new schedule is made of. */
final class ScheduleCreateOptions {
    @Parameters(index = "0", paramLabel = "NAME", description = "A name: letters, digits and _.")
    String name = "";

    @Parameters(index = "1", paramLabel = "PIPELINE", description = "Id of the pipeline.")
    String pipeline = "";

    @Parameters(index = "2", paramLabel = "VERSION", description = "Version of it.")
    String version = "";

    @Parameters(
            index = "3",
            paramLabel = "CRONTAB",
            description = "Five fields in quotes, or @daily, @every 1h and the like; in the time zone of the server.")
    String crontab = "";

    @Option(names = "--desc", paramLabel = "TEXT", description = "A description for people.")
    String description = "";

    @Option(names = "--user", paramLabel = "USER", description = "Owner of the storages; for root.")
    String user = "";

    @Option(names = "--from", paramLabel = "TIME", description = "No runs before, such as 2026-12-01T00:00:00Z.")
    String from = "";

    @Option(names = "--until", paramLabel = "TIME", description = "No runs after, such as 2026-12-31T00:00:00Z.")
    String until = "";

    @Option(names = "--concurrency", paramLabel = "N", description = "At most N active runs. Default: no bound.")
    int concurrency;

    @Option(
            names = "--policy",
            paramLabel = "suspend|replace|skip",
            description = "What becomes of a time when too many runs are active. Default: suspend.")
    String policy = "suspend";

    @Option(
            names = "--expire",
            paramLabel = "TIME",
            description = "Skip times missed by more: 10m, 12h. Default: none.")
    String expire = "";

    @Option(names = "--no-catchup", description = "Do not make up for times that were missed.")
    boolean noCatchUp;
}
