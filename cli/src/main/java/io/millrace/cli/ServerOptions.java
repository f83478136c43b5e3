package io.millrace.cli;

import io.millrace.server.http.ServerConfig;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how the server listens. */
final class ServerOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Name or address to bind to. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the API; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
    private int port = 8999;

    @Option(
            names = "--compat-port",
            paramLabel = "PORT",
            description = "Also serve the first generation of PaddleFlow's client, at this port; its default was 8080.")
    @Nullable
    private Integer compatPort;

    ServerConfig config() {
        requirePort("--port", port);
        if (compatPort != null) {
            requirePort("--compat-port", compatPort);
        }
        return ServerConfig.DEFAULT
                .at(host, port)
                .withCompatPort(compatPort == null ? OptionalInt.empty() : OptionalInt.of(compatPort));
    }

    private static void requirePort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new UsageException("%s must be from 0 to 65535, not %d".formatted(option, port));
        }
    }
}
