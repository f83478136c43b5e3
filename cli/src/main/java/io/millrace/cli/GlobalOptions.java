package io.millrace.cli;

import picocli.CommandLine.Option;

/** Options that every command takes. */
final class GlobalOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Data folder. Default: $$MILLRACE_HOME, else ~/.millrace.")
    String home = "";

    @Option(names = "--debug", description = "Show the stack trace of an unexpected error.")
    boolean debug;
}
