package io.millrace.cli;

import io.millrace.store.home.Home;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how a server works; the file of settings and the environment can say the same. */
final class ServerOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File of settings. Default: millrace.yaml in the data folder, if there is one.")
    private String file = "";

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Name or address to bind to. Default: 127.0.0.1.")
    @Nullable
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the API; 0 takes any free one. Default: 8999.")
    @Nullable
    private String port;

    @Option(
            names = "--compat-port",
            paramLabel = "PORT",
            description = "Also serve the first generation of PaddleFlow's client, at this port; its default was 8080.")
    @Nullable
    private String compatPort;

    /**
     * The settings as they count.
     *
     * @param others that other options give
     */
    Config config(Context context, Home home, Map<Setting, String> others) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.putAll(others);
        Optional.ofNullable(host).ifPresent(value -> flags.put(Setting.HOST, value));
        Optional.ofNullable(port).ifPresent(value -> flags.put(Setting.PORT, value));
        Optional.ofNullable(compatPort).ifPresent(value -> flags.put(Setting.COMPAT_PORT, value));
        boolean askedFor = !file.isEmpty();
        return Config.of(context, askedFor ? context.folder().resolve(file) : home.settings(), askedFor, flags);
    }
}
