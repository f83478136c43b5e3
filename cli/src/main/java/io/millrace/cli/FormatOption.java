package io.millrace.cli;

import picocli.CommandLine.Option;

/** The form of what is printed. */
final class FormatOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|yaml|name",
            description = "Form of the output.")
    ListFormat format = ListFormat.TEXT;
}
