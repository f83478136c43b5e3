package io.millrace.store;

import io.millrace.engine.JobQueries;
import io.millrace.engine.RunQueries;
import io.millrace.engine.RunStore;
import io.millrace.engine.StoreException;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.artifact.ArtifactStore;
import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.cache.CacheStore;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.registry.PipelineRegistry;
import io.millrace.engine.registry.StorageRegistry;
import io.millrace.engine.retention.RetentionQueries;
import io.millrace.engine.retention.RetentionQueries.Weight;
import io.millrace.engine.retention.RetentionStore;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.ScheduleQueries;
import io.millrace.engine.schedule.ScheduleStatus;
import io.millrace.engine.schedule.ScheduleStore;
import io.millrace.engine.schedule.ScheduleTurn;
import io.millrace.engine.user.UserQueries;
import io.millrace.engine.user.UserStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs in an SQLite file, for the one process that owns it. What is written is on the disk when a call returns. Safe for
 * use by many threads, virtual ones included.
 *
 * <p>{@link IllegalStateException} from a write means that the rows would break the record of a run: a repeated or missing
 * event, or a change of a run or node that has ended. Nothing of the batch is written then.
 */
public final class SqliteStore
        implements RunStore, CacheStore, ScheduleStore, ArtifactStore, RetentionStore, UserStore, AutoCloseable {
    private final GroupCommit writer;
    private final SqliteQueries queries;

    private SqliteStore(GroupCommit writer, SqliteQueries queries) {
        this.writer = writer;
        this.queries = queries;
    }

    /**
     * Opens the file, makes it when there is none, and brings its schema up to date. The caller must own the folder: two
     * processes must not do this at a time.
     *
     * @throws StoreException when the file cannot be made, read or written, is damaged, is of another program, or was
     *     written by a newer Millrace
     */
    public static SqliteStore open(Path database) {
        SqliteFile file = new SqliteFile(database);
        Session first = writer(file);
        return new SqliteStore(new GroupCommit(file, first, () -> writer(file)), SqliteQueries.open(database));
    }

    private static Session writer(SqliteFile file) {
        Session session = file.write();
        try {
            Migrations.MILLRACE.apply(session, file.path());
            session.connection().setAutoCommit(false);
            return session;
        } catch (SQLException e) {
            throw SqliteFile.closing(session, StoreErrors.explain(file.path(), e));
        } catch (StoreException e) {
            throw SqliteFile.closing(session, e);
        }
    }

    /** What is written, readable as soon as it is durable. Closed together with the store. */
    public RunQueries queries() {
        return queries;
    }

    /** What is stored of the cache, readable as soon as it is durable. Closed together with the store. */
    public CacheQueries cache() {
        return queries.cache();
    }

    /** What is stored of schedules, readable as soon as it is durable. Closed together with the store. */
    public ScheduleQueries schedules() {
        return queries.schedules();
    }

    /** What is stored of artifacts, readable as soon as it is durable. Closed together with the store. */
    public ArtifactQueries artifacts() {
        return queries.artifacts();
    }

    /** What deleting runs depends on. Closed together with the store. */
    public RetentionQueries retention() {
        return queries.retention();
    }

    /** The storages that users registered. Closed together with the store. */
    public StorageRegistry storages() {
        return new SqliteStorages(writer, queries.pool());
    }

    /** What is stored of jobs, readable as soon as it is durable. Closed together with the store. */
    public JobQueries jobs() {
        return new SqliteJobs(queries.pool());
    }

    /** Queues, flavours, clusters and grants. Closed together with the store. */
    public CapacityRegistry capacity() {
        return new SqliteCapacity(writer, queries.pool());
    }

    /** The pipelines that users registered. Closed together with the store. */
    public PipelineRegistry pipelines() {
        return new SqlitePipelines(writer, queries.pool());
    }

    /** Who may use the server, readable as soon as it is durable. Closed together with the store. */
    public UserQueries users() {
        return queries.users();
    }

    @Override
    public boolean addUser(String name, String passwordHash, Instant at) {
        return writer.write(session -> UserWrites.add(session, name, passwordHash, at));
    }

    @Override
    public boolean setPassword(String name, String passwordHash, Instant at) {
        return writer.write(session -> UserWrites.setPassword(session, name, passwordHash, at));
    }

    @Override
    public boolean deleteUser(String name) {
        return writer.write(session -> {
            SqliteCapacity.deleteGrants(session, name);
            return UserWrites.delete(session, name);
        });
    }

    @Override
    public void complete(List<Finding> findings) {
        writer.write(session -> {
            ArtifactWrites.complete(session, findings);
            return findings;
        });
    }

    @Override
    public boolean forget(RunId run, Optional<String> user, String storage, String path) {
        return writer.write(session -> ArtifactWrites.forget(session, run, user, storage, path));
    }

    @Override
    public Verdict decide(RunId run, boolean checkReuse, Instant at) {
        return writer.write(session -> RetentionWrites.decide(session, run, checkReuse, at));
    }

    @Override
    public boolean forgetSome(RunId run) {
        return writer.write(session -> RetentionWrites.forgetSome(session, run));
    }

    @Override
    public void note(List<Weight> weights) {
        writer.write(session -> {
            RetentionWrites.note(session, weights);
            return weights;
        });
    }

    @Override
    public RunId create(NewRun run) {
        return writer.write(session -> RunWrites.create(session, run, RunStatus.INITIATING, ""));
    }

    @Override
    public void commit(Batch batch) {
        if (batch.isEmpty()) {
            return;
        }
        writer.write(session -> {
            RunWrites.write(session, batch);
            return batch;
        });
    }

    @Override
    public long add(CacheEntry entry) {
        return writer.write(session -> CacheWrites.add(session, entry));
    }

    @Override
    public void markStale(long entry, String reason) {
        writer.write(session -> {
            CacheWrites.markStale(session, entry, reason);
            return entry;
        });
    }

    @Override
    public void recordSoon(CacheCheck check) {
        writer.writeSoon(session -> {
            CacheWrites.record(session, List.of(check));
            return true;
        });
    }

    @Override
    public void record(List<CacheCheck> checks) {
        writer.write(session -> {
            CacheWrites.record(session, checks);
            return checks;
        });
    }

    @Override
    public boolean delete(long entry) {
        return writer.write(session -> CacheWrites.delete(session, entry));
    }

    @Override
    public ScheduleId create(NewSchedule made, Instant next) {
        return writer.write(session -> ScheduleWrites.create(session, made, next));
    }

    @Override
    public Optional<List<RunId>> write(ScheduleTurn turn) {
        return writer.write(session -> ScheduleWrites.write(session, turn));
    }

    @Override
    public boolean end(ScheduleId id, ScheduleStatus status, String message, Instant now) {
        return writer.write(session -> ScheduleWrites.end(session, id, status, message, now));
    }

    @Override
    public boolean delete(ScheduleId id) {
        return writer.write(session -> ScheduleWrites.delete(session, id));
    }

    /** Writes what was asked for before, then lets go of the file. Later writes are refused. */
    @Override
    public void close() {
        writer.close();
        queries.close();
    }
}
