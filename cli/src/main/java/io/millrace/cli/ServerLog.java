package io.millrace.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** What the server says while it works: a line each on standard error, with the trace of a bug below it. */
final class ServerLog {
    private static final String SETTINGS = """
            handlers = java.util.logging.ConsoleHandler
            .level = INFO
            java.util.logging.ConsoleHandler.level = INFO
            java.util.logging.SimpleFormatter.format = %1$tF %1$tT %4$s %5$s%6$s%n
            io.helidon.level = WARNING
            """;

    private ServerLog() {}

    static void install() {
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
