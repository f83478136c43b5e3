package io.millrace.cli;

import picocli.CommandLine.Option;

/** Where the data is: an option of every command that needs it. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Data folder. Default: $$MILLRACE_HOME, else ~/.millrace.")
    String home = "";
}
