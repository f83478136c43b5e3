package io.millrace.store;

import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;

/** The statements that write the cache, inside a transaction of the caller. */
final class CacheWrites {
    private static final String INSERT_ENTRY = """
            INSERT INTO cache_entry (first, second, storage, source, user_name, pipeline, run_id, path, job_id, strategy,
                status, created_at, ended_at, max_expired_time, outputs, definition, contents)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""";

    private static final String MARK_STALE = "UPDATE cache_entry SET stale = ? WHERE id = ?";

    private static final String DELETE = "DELETE FROM cache_entry WHERE id = ?";

    private static final String COUNT_HIT = "UPDATE cache_entry SET hits = hits + 1, last_hit_at = ? WHERE id = ?";

    // A check is written a moment after its answer: its run may be deleted by then.
    private static final String REPLACE_CHECK = """
            INSERT OR REPLACE INTO cache_check (run_id, node, at, source, path, answer, reason, first, second, entry_id,
                changes)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE EXISTS (SELECT 1 FROM run WHERE id = ?1)""";

    private CacheWrites() {}

    static long add(Session session, CacheEntry entry) throws SQLException {
        PreparedStatement insert = session.statement(INSERT_ENTRY);
        insert.setString(1, entry.first());
        insert.setString(2, entry.second());
        insert.setString(3, entry.storage());
        insert.setString(4, entry.source());
        insert.setString(5, entry.user());
        insert.setString(6, entry.pipeline());
        insert.setLong(7, entry.run().number());
        insert.setString(8, entry.path());
        insert.setString(9, entry.jobId());
        insert.setString(10, entry.strategy().word());
        insert.setString(11, entry.status().word());
        insert.setLong(12, entry.createdAt().toEpochMilli());
        insert.setLong(13, entry.endedAt().toEpochMilli());
        insert.setLong(14, entry.maxExpiredTime());
        insert.setString(15, CacheJson.outputs(entry.outputs()));
        insert.setString(16, entry.definition().json());
        insert.setString(17, entry.contents().json());
        ArtifactWrites.complete(session, entry);
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static void markStale(Session session, long entry, String reason) throws SQLException {
        PreparedStatement update = session.statement(MARK_STALE);
        update.setString(1, reason);
        update.setLong(2, entry);
        update.executeUpdate();
    }

    static boolean delete(Session session, long entry) throws SQLException {
        PreparedStatement delete = session.statement(DELETE);
        delete.setLong(1, entry);
        return delete.executeUpdate() > 0;
    }

    static void record(Session session, List<CacheCheck> checks) throws SQLException {
        RowBatch.write(session, REPLACE_CHECK, checks, CacheWrites::bind);
        List<CacheCheck> hits =
                checks.stream().filter(check -> check.answer() == Answer.HIT).toList();
        RowBatch.write(session, COUNT_HIT, hits, (update, hit) -> {
            update.setLong(1, hit.at().toEpochMilli());
            update.setLong(2, hit.entry().orElseThrow());
        });
    }

    private static void bind(PreparedStatement insert, CacheCheck check) throws SQLException {
        insert.setLong(1, check.run().number());
        insert.setInt(2, check.node());
        insert.setLong(3, check.at().toEpochMilli());
        insert.setString(4, check.source());
        insert.setString(5, check.path());
        insert.setString(6, check.answer().name().toLowerCase(Locale.ROOT));
        insert.setString(7, check.reason());
        insert.setString(8, check.first());
        insert.setString(9, check.second());
        if (check.entry().isPresent()) {
            insert.setLong(10, check.entry().get());
        } else {
            insert.setNull(10, Types.BIGINT);
        }
        insert.setString(11, CacheJson.changes(check.changes()));
    }
}
