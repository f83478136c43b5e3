package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.retention.Retention;
import io.millrace.engine.retention.RetentionLimits;
import io.millrace.engine.retention.RetentionPlan.Removal;
import io.millrace.executor.local.LogRetention;
import io.millrace.server.upkeep.Listed;
import io.millrace.server.upkeep.OldRuns;
import io.millrace.server.upkeep.Upkeep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a server removes by itself, as its settings say: old runs, logs, artifacts that are too much, useless cache entries. */
final class ServerUpkeep implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.millrace.upkeep");
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int LOGS = 50;
    private static final int RUNS = 1;
    private static final int ENTRIES = 50;
    private static final int PAGE = 1000;

    private final LocalEngine local;
    private final List<Upkeep> works = new ArrayList<>();

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
        if (limits.artifactBytes().isPresent()) {
            RetentionLimits most = new RetentionLimits(Optional.empty(), OptionalInt.empty(), limits.artifactBytes());
            upkeep.begin("large-runs", new Listed<>(() -> upkeep.tooMuch(most), upkeep::delete, RUNS), limits.every());
        }
        LogRetention logs = new LogRetention(local.files());
        if (limits.logs().age().isPresent() || limits.logs().bytes().isPresent()) {
            upkeep.begin(
                    "old-logs",
                    new Listed<>(() -> excess(logs, limits.logs()), log -> remove(logs, log), LOGS),
                    limits.every());
        }
        upkeep.begin("useless-entries", new Listed<>(upkeep::useless, local.store()::delete, ENTRIES), limits.every());
        return upkeep;
    }

    private void begin(String name, Upkeep.Work work, Duration every) {
        works.add(Upkeep.start(
                name,
                work,
                new Upkeep.Pace(BETWEEN, every),
                trouble -> LOG.log(System.Logger.Level.WARNING, name + ": " + trouble)));
    }

    private List<Removal> tooMuch(RetentionLimits limits) {
        Retention retention = new Retention(
                local.queries(),
                local.store().retention(),
                RunDeletion.files(local.home(), local.store().artifacts()),
                TimeSource.SYSTEM);
        return retention.plan(limits, false).removals();
    }

    private void delete(Removal removal) {
        try {
            local.removal().delete(removal.run(), true);
        } catch (MillraceException e) {
            if (e.code() == Code.FILES) {
                throw e;
            }
            LOG.log(System.Logger.Level.DEBUG, e.getMessage());
        }
    }

    private static List<LogRetention.Log> excess(LogRetention logs, LogRetention.Limits limits) {
        try {
            return logs.stock().excess(limits, TimeSource.SYSTEM.now());
        } catch (IOException e) {
            throw new UncheckedIOException("logs cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static void remove(LogRetention logs, LogRetention.Log log) {
        try {
            logs.remove(log);
        } catch (IOException e) {
            throw new UncheckedIOException("a log cannot be removed: " + e.getMessage(), e);
        }
    }

    /** Numbers of entries that can never be reused. */
    private List<Long> useless() {
        List<Long> useless = new ArrayList<>();
        CacheFilter filter = CacheFilter.ALL;
        List<CacheEntry.Stored> page = local.cache().entries(filter, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(entry -> entry.stale().isPresent() || entry.entry().isExpired(TimeSource.SYSTEM.now()))
                    .forEach(entry -> useless.add(entry.number()));
            filter = CacheFilter.ALL.after(page.getLast().number());
            page = local.cache().entries(filter, PAGE);
        }
        return useless;
    }

    @Override
    public void close() {
        works.forEach(Upkeep::close);
    }
}
