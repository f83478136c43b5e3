package io.millrace.store;

import io.millrace.engine.RunQueries;
import io.millrace.engine.StoreException;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.retention.RetentionQueries;
import io.millrace.engine.schedule.ScheduleQueries;
import io.millrace.engine.user.UserQueries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads runs from a database file, in any process, while its owner writes or after it died. A file that does not exist
 * reads as empty, and is read once it does. Safe for use by many threads, virtual ones included.
 *
 * <p>Every method throws {@link StoreException} when the file cannot be read.
 */
public final class SqliteQueries implements RunQueries, AutoCloseable {
    /** Events read at a time: a slow sink must not keep a transaction open. */
    private static final int EVENTS_PER_PAGE = 500;

    private final ReadPool pool;

    private SqliteQueries(ReadPool pool) {
        this.pool = pool;
    }

    /** Opens nothing yet: the first question does. */
    public static SqliteQueries open(Path database) {
        return new SqliteQueries(new ReadPool(new SqliteFile(database)));
    }

    @Override
    public List<RunSummary> runs(RunFilter filter, int limit) {
        requirePositive(limit);
        return pool.read(List.of(), session -> RunReads.runs(session, filter, limit));
    }

    @Override
    public List<RunId> unfinishedRuns(long after, int limit) {
        requirePositive(limit);
        return pool.read(List.of(), session -> RunReads.unfinished(session, after, limit));
    }

    @Override
    public List<RunId> runsWithAttempts() {
        return pool.read(List.of(), RunReads::withAttempts);
    }

    @Override
    public Map<RunStatus, Long> unfinishedCounts() {
        return pool.read(Map.of(), RunReads::unfinishedCounts);
    }

    @Override
    public Optional<RunRecord> run(RunId run) {
        return pool.read(Optional.empty(), session -> RunReads.run(session, run));
    }

    @Override
    public List<NodeRow> nodes(RunId run, int after, int limit) {
        requirePositive(limit);
        return pool.read(List.of(), session -> RunReads.nodes(session, run, after, limit));
    }

    /** {@inheritDoc} The sink is called on the caller's thread. */
    @Override
    public void events(RunId run, long after, Consumer<EventRow> sink) {
        long last = after;
        List<EventRow> page;
        do {
            long from = last;
            page = pool.read(List.of(), session -> RunReads.events(session, run, from, EVENTS_PER_PAGE));
            page.forEach(sink);
            last = page.isEmpty() ? last : page.getLast().sequence();
        } while (page.size() == EVENTS_PER_PAGE);
    }

    /** Where questions are asked. */
    ReadPool pool() {
        return pool;
    }

    /** What is stored of the cache. Closed together with this. */
    public CacheQueries cache() {
        return new SqliteCache(pool);
    }

    /** What is stored of schedules. Closed together with this. */
    public ScheduleQueries schedules() {
        return new SqliteSchedules(pool);
    }

    /** What is stored of artifacts. Closed together with this. */
    public ArtifactQueries artifacts() {
        return new SqliteArtifacts(pool);
    }

    /** Who may use the server. Closed together with this. */
    public UserQueries users() {
        return new SqliteUsers(pool);
    }

    /** What deleting runs depends on. Closed together with this. */
    public RetentionQueries retention() {
        return new SqliteRetention(pool);
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " rows");
        }
    }

    /** Waits for questions that are being answered; later ones are refused. */
    @Override
    public void close() {
        pool.close();
    }
}
