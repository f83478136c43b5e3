package io.millrace.executor.local;

import io.millrace.engine.Secrets;
import io.millrace.engine.TimeSource;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a local executor needs to know.
 *
 * @param home folder of Millrace; the executor keeps its files in {@code jobs} below it
 * @param grace how long a stopped attempt may take to end before it is forced
 * @param interpreter name or path of Perl 5
 * @param without abilities of the system that are not to be used, comma-separated ({@code prctl}, {@code pidfd}, {@code prlimit},
 *     {@code cgroup}); for
 *     tests of what happens on systems that have none
 * @param sandbox which steps are sandboxed, and how
 * @param secrets values for variables of steps
 * @param clock tells when reports arrived
 */
public record LocalExecutorConfig(
        Path home,
        Duration grace,
        String interpreter,
        String without,
        Sandbox sandbox,
        Secrets secrets,
        TimeSource clock) {
    /** Ten seconds: long enough to write a checkpoint's last bytes, short enough to wait for. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    public LocalExecutorConfig {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("negative grace " + grace);
        }
    }

    public static LocalExecutorConfig of(Path home) {
        return new LocalExecutorConfig(
                home, DEFAULT_GRACE, "perl", "", Sandbox.automatic(), Secrets.NONE, TimeSource.SYSTEM);
    }

    public LocalExecutorConfig withGrace(Duration changed) {
        return new LocalExecutorConfig(home, changed, interpreter, without, sandbox, secrets, clock);
    }

    public LocalExecutorConfig withInterpreter(String changed) {
        return new LocalExecutorConfig(home, grace, changed, without, sandbox, secrets, clock);
    }

    public LocalExecutorConfig without(String abilities) {
        return new LocalExecutorConfig(home, grace, interpreter, abilities, sandbox, secrets, clock);
    }

    public LocalExecutorConfig withSandbox(Sandbox changed) {
        return new LocalExecutorConfig(home, grace, interpreter, without, changed, secrets, clock);
    }

    public LocalExecutorConfig withSecrets(Secrets changed) {
        return new LocalExecutorConfig(home, grace, interpreter, without, sandbox, changed, clock);
    }
}
