package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which runs of a server are listed. */
final class RunListOptions {
    @Option(names = "--status", paramLabel = "STATUS[,STATUS]...", split = ",", description = "Only these statuses.")
    List<String> statuses = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Only runs of this name.")
    List<String> names = List.of();

    @Option(names = "--user", paramLabel = "USER", description = "Only runs of this user; for root.")
    List<String> users = List.of();

    @Option(names = "--fs", paramLabel = "STORAGE", description = "Only runs with this main storage.")
    List<String> storages = List.of();

    @Mixin
    PageOption page = new PageOption();

    @Mixin
    FormatOption form = new FormatOption();
}
