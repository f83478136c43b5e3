package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "version",
        description = "Print the version of Millrace and of the Java that runs it.",
        footer = {"", "Examples:", "  millrace version", "  millrace version -o json"})
final class VersionCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output.")
    private Output.Format format = Output.Format.TEXT;

    VersionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String version = Version.ofMillrace();
        String java = System.getProperty("java.vm.name") + " " + Runtime.version();
        switch (format) {
            case TEXT -> context.out().println("millrace %s (%s)".formatted(version, java));
            case JSON ->
                context.out().println(Output.json(json -> {
                    json.writeStartObject();
                    json.writeStringField("version", version);
                    json.writeStringField("java", java);
                    json.writeEndObject();
                }));
        }
        context.out().flush();
        return ExitCode.OK;
    }
}
