package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.executor.local.LogRetention;
import io.millrace.executor.local.LogSweep;
import io.millrace.server.upkeep.LargeRuns;
import io.millrace.server.upkeep.OldRuns;
import io.millrace.server.upkeep.Upkeep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server removes by itself, as its settings say: old runs, logs, artifacts that are too much, useless cache entries. */
final class ServerUpkeep implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.millrace.upkeep");
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int ENTRIES = 50;

    private final LocalEngine local;
    private final List<Upkeep> works = new ArrayList<>();
    private final List<LogSweep> open = new ArrayList<>();

    /**
     * What is kept.
     *
     * @param runs how long after their end; empty: for ever
     * @param artifactBytes of all runs together; empty: any size
     * @param logs what of them is kept
     * @param every how long to rest when all is done
     */
    record Limits(Optional<Duration> runs, OptionalLong artifactBytes, LogRetention.Limits logs, Duration every) {}

    private ServerUpkeep(LocalEngine local) {
        this.local = local;
    }

    static ServerUpkeep start(LocalEngine local, Limits limits) {
        ServerUpkeep upkeep = new ServerUpkeep(local);
        limits.runs()
                .ifPresent(age -> upkeep.begin(
                        "old-runs",
                        new OldRuns(local.store().retention(), local.removal(), age, TimeSource.SYSTEM),
                        limits.every()));
        limits.artifactBytes().ifPresent(most -> upkeep.begin("large-runs", upkeep.largeRuns(most), limits.every()));
        if (limits.logs().age().isPresent() || limits.logs().bytes().isPresent()) {
            LogSweep sweep = new LogSweep(local.files(), limits.logs(), TimeSource.SYSTEM);
            upkeep.begin("old-logs", sweep::portion, limits.every());
            upkeep.open.add(sweep);
        }
        upkeep.begin("useless-entries", upkeep::forgetUselessEntries, limits.every());
        return upkeep;
    }

    private void begin(String name, Upkeep.Work work, Duration every) {
        works.add(Upkeep.start(
                name,
                work,
                new Upkeep.Pace(BETWEEN, every),
                trouble -> LOG.log(System.Logger.Level.WARNING, name + ": " + trouble)));
    }

    private LargeRuns largeRuns(long most) {
        return new LargeRuns(
                local.queries(),
                local.store().retention(),
                local.store(),
                RunDeletion.files(local.home(), local.store().artifacts()),
                local.removal(),
                most);
    }

    private boolean forgetUselessEntries() {
        List<Long> useless = local.cache().useless(TimeSource.SYSTEM.now(), ENTRIES);
        useless.forEach(local.store()::delete);
        return useless.size() == ENTRIES;
    }

    @Override
    public void close() {
        works.forEach(Upkeep::close);
        open.forEach(LogSweep::close);
    }
}
