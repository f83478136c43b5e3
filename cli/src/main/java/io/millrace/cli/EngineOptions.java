package io.millrace.cli;

import io.millrace.executor.local.LocalExecutorConfig;
import io.millrace.executor.local.Sandbox;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that run steps. */
final class EngineOptions {
    private static final int DEFAULT_SLOTS = 100;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Steps of all runs together that may run at a time. Default: 100.")
    @Nullable
    Integer slots;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long a stopped step may take to end before it is killed. Default: 10.")
    @Nullable
    private Integer graceSeconds;

    @Option(
            names = "--sandbox",
            paramLabel = "auto|always|never",
            description =
                    "Which steps run in mount and process namespaces of their own: those that need it for a mount path,"
                            + " all, or none. Default: auto.")
    private Sandbox.@Nullable Mode sandboxMode;

    @Option(names = "--no-network", description = "Keep the network from all steps, in a sandbox.")
    private boolean noNetwork;

    @Option(names = "--bwrap", hidden = true, description = "Name or path of bubblewrap.")
    private String bubblewrap = "bwrap";

    @Nullable
    private Sandbox sandbox;

    /** The sandbox of this process. */
    Sandbox sandbox() {
        return sandbox(sandboxMode == null ? Sandbox.Mode.AUTO : sandboxMode);
    }

    private Sandbox sandbox(Sandbox.Mode mode) {
        if (noNetwork && mode == Sandbox.Mode.NEVER) {
            throw new UsageException("--no-network needs the sandbox; leave --sandbox never out");
        }
        if (sandbox == null) {
            sandbox = Sandbox.of(mode, !noNetwork, bubblewrap);
        }
        return sandbox;
    }

    /** What they say together. */
    EngineSettings settings() {
        int most = slots == null ? DEFAULT_SLOTS : slots;
        if (most < 1) {
            throw new UsageException("--slots must be at least 1, not " + most);
        }
        Duration grace = graceSeconds == null ? LocalExecutorConfig.DEFAULT_GRACE : Duration.ofSeconds(graceSeconds);
        if (grace.isNegative()) {
            throw new UsageException("--grace must not be negative, and is " + grace.toSeconds());
        }
        return new EngineSettings(most, grace, sandbox());
    }

    /** The same for a server, whose settings say what they do not. */
    EngineSettings settings(Config config) {
        return new EngineSettings(config.slots(), config.grace(), sandbox(config.sandbox()));
    }

    /** Those that were given, as settings. */
    Map<Setting, String> flags() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        Optional.ofNullable(slots).ifPresent(value -> flags.put(Setting.SLOTS, value.toString()));
        Optional.ofNullable(graceSeconds).ifPresent(value -> flags.put(Setting.GRACE_SECONDS, value.toString()));
        Optional.ofNullable(sandboxMode)
                .ifPresent(mode -> flags.put(Setting.SANDBOX, mode.name().toLowerCase(Locale.ROOT)));
        return flags;
    }
}
