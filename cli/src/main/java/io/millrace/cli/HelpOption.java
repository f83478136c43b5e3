package io.millrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Gives every command {@code -h} and {@code --help}. */
final class HelpOption {
    private HelpOption() {}

    static void addTo(CommandLine line) {
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help and exit.")
                            .build());
        }
        line.getSubcommands().values().forEach(HelpOption::addTo);
    }
}
