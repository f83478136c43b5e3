package io.millrace.store.home;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that owns a home.
 *
 * @param pid its number
 * @param started when the process began; with {@code pid} it tells processes apart, as numbers are used again
 * @param since when it became the owner
 * @param doing its command line in short, for people
 */
public record Owner(long pid, Instant started, Instant since, String doing) {
    /** Linux counts the start of a process in hundredths of a second after boot, and the boot may be rounded. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static Owner thisProcess(Instant now, String doing) {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(self.pid(), self.info().startInstant().orElse(now), now, doing);
    }

    /** Whether that very process still runs. */
    public boolean isAlive() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && process.get()
                        .info()
                        .startInstant()
                        .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(true);
    }
}
