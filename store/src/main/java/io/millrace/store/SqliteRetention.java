package io.millrace.store;

import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.RetentionQueries;
import java.util.List;
import java.util.Set;

/** Reads what deleting runs depends on, as {@link SqliteQueries} reads runs. */
record SqliteRetention(ReadPool pool) implements RetentionQueries {
    private static final String OLDEST = "SELECT id, created_at, ended_at FROM run WHERE id > ? ORDER BY id LIMIT ?";
    private static final String BEING_DELETED = "SELECT run_id FROM run_removal ORDER BY run_id";

    // Their indexes hold only the runs in question; left to itself SQLite may prefer to walk through all runs.
    private static final String NOT_WEIGHED = """
            SELECT id FROM run INDEXED BY run_to_measure
            WHERE ended_at IS NOT NULL AND artifact_bytes IS NULL AND id > ? ORDER BY id LIMIT ?""";

    private static final String WITH_ARTIFACTS = """
            SELECT id, artifact_bytes FROM run INDEXED BY run_with_artifacts
            WHERE artifact_bytes > 0 AND id > ? ORDER BY id LIMIT ?""";

    private static final String ARTIFACT_BYTES =
            "SELECT COALESCE(SUM(artifact_bytes), 0) FROM run INDEXED BY run_with_artifacts WHERE artifact_bytes > 0";

    @Override
    public Set<RunId> usersOf(RunId run) {
        return Set.copyOf(pool.read(List.of(), session -> RetentionWrites.users(session, run, Integer.MAX_VALUE)));
    }

    @Override
    public List<Aged> oldest(long after, int limit) {
        return page(
                OLDEST,
                after,
                limit,
                row -> new Aged(
                        new RunId(row.getLong(1)), Columns.instant(row, "created_at"), Columns.time(row, "ended_at")));
    }

    @Override
    public List<RunId> notWeighed(long after, int limit) {
        return page(NOT_WEIGHED, after, limit, row -> new RunId(row.getLong(1)));
    }

    @Override
    public List<Weight> withArtifacts(long after, int limit) {
        return page(WITH_ARTIFACTS, after, limit, row -> new Weight(new RunId(row.getLong(1)), row.getLong(2)));
    }

    private <T> List<T> page(String sql, long after, int limit, Sql.Row<T> value) {
        return pool.read(List.of(), session -> Sql.all(session, sql, List.of(after, limit), value));
    }

    @Override
    public long artifactBytes() {
        return pool.read(
                0L,
                session -> Sql.one(session, ARTIFACT_BYTES, List.of(), row -> row.getLong(1))
                        .orElse(0L));
    }

    @Override
    public List<RunId> beingDeleted() {
        return pool.read(
                List.of(), session -> Sql.all(session, BEING_DELETED, List.of(), row -> new RunId(row.getLong(1))));
    }
}
