package io.millrace.cli;

import io.millrace.executor.local.Sandbox;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that run steps. */
final class EngineOptions {
    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Steps of all runs together that may run at a time. Default: ${DEFAULT-VALUE}.")
    int slots = 100;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long a stopped step may take to end before it is killed. Default: ${DEFAULT-VALUE}.")
    int graceSeconds = 10;

    @Option(
            names = "--sandbox",
            paramLabel = "auto|always|never",
            description =
                    "Which steps run in mount and process namespaces of their own: those that need it for a mount path,"
                            + " all, or none. Default: auto.")
    private Sandbox.Mode sandboxMode = Sandbox.Mode.AUTO;

    @Option(names = "--no-network", description = "Keep the network from all steps, in a sandbox.")
    private boolean noNetwork;

    @Option(names = "--bwrap", hidden = true, description = "Name or path of bubblewrap.")
    private String bubblewrap = "bwrap";

    @Nullable
    private Sandbox sandbox;

    /** The sandbox of this process. */
    Sandbox sandbox() {
        if (noNetwork && sandboxMode == Sandbox.Mode.NEVER) {
            throw new UsageException("--no-network needs the sandbox; leave --sandbox never out");
        }
        if (sandbox == null) {
            sandbox = Sandbox.of(sandboxMode, !noNetwork, bubblewrap);
        }
        return sandbox;
    }

    int slots() {
        if (slots < 1) {
            throw new UsageException("--slots must be at least 1, not " + slots);
        }
        return slots;
    }

    Duration grace() {
        if (graceSeconds < 0) {
            throw new UsageException("--grace must not be negative, and is " + graceSeconds);
        }
        return Duration.ofSeconds(graceSeconds);
    }
}
