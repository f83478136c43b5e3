package io.millrace.cli;

import picocli.CommandLine.Option;

/** Which server is meant: options of every command that talks to one. {@link Destination} has read them already. */
final class ServerOption {
    @Option(names = "--server", paramLabel = "URL", description = "The server. Default: $$MILLRACE_SERVER.")
    String server = "";

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "A login that `millrace login` keeps. Default: $$MILLRACE_PROFILE, else 'default'.")
    String profile = "";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The server that works on this data folder, whatever profiles there are.")
    String home = "";
}
