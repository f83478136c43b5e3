package io.millrace.store;

import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.cache.CacheJson;
import io.millrace.engine.cache.Facts;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.pipeline.plan.CacheStrategy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The statements that read the cache, and how rows become values. */
final class CacheReads {
    /** More results of exactly the same step than anybody looks through: the newest that stands is wanted. */
    private static final int MOST_CANDIDATES = 50;

    /** An entry with the name that its run has for the storage. */
    static final String ENTRIES = """
            SELECT cache_entry.*, run.storage AS storage_name
            FROM cache_entry LEFT JOIN run ON run.id = cache_entry.run_id\s""";

    static final String CANDIDATES = ENTRIES
            + "WHERE first = ? AND cache_entry.storage = ? AND cache_entry.source = ? AND stale IS NULL"
            + " ORDER BY cache_entry.id DESC LIMIT " + MOST_CANDIDATES;

    static final String COMPARABLE = ENTRIES + """
            WHERE cache_entry.id IN (
                SELECT id FROM (SELECT id FROM cache_entry WHERE first = ?1 AND storage = ?2 AND source = ?3
                    ORDER BY id DESC LIMIT ?5)
                UNION
                SELECT id FROM (SELECT id FROM cache_entry WHERE source = ?3 AND path = ?4 AND storage = ?2
                    ORDER BY id DESC LIMIT ?5))
            ORDER BY cache_entry.id DESC""";

    static final String ENTRY = ENTRIES + "WHERE cache_entry.id = ?";

    static final String CHECK = "SELECT * FROM cache_check WHERE run_id = ? AND node = ?";

    static final String CHECKS =
            "SELECT * FROM cache_check WHERE source = ? AND path = ? AND run_id < ? ORDER BY run_id DESC LIMIT ?";

    static final String RESTLESS =
            "SELECT * FROM cache_check WHERE run_id = ? AND answer = 'miss' AND reason LIKE ? ORDER BY node";

    static final String LEADER = """
            SELECT cache_check.run_id, cache_check.path
            FROM cache_check JOIN node ON node.run_id = cache_check.run_id AND node.number = cache_check.node
            WHERE cache_check.first = ? AND cache_check.second = ? AND cache_check.source = ?
                AND cache_check.answer = 'miss' AND node.ended_at IS NULL
            ORDER BY cache_check.run_id LIMIT 1""";

    static final String USED_BY =
            "SELECT DISTINCT run_id FROM cache_check WHERE answer = 'hit' AND entry_id = ? ORDER BY run_id";

    static final String USELESS = """
            SELECT id FROM cache_entry WHERE stale IS NOT NULL
            UNION SELECT id FROM cache_entry
                WHERE max_expired_time <> -1 AND created_at + max_expired_time * 1000 <= ?1
            LIMIT ?2""";

    private CacheReads() {}

    static List<CacheEntry.Stored> candidates(Session session, String first, String storage, String source)
            throws SQLException {
        return Sql.all(session, CANDIDATES, List.of(first, storage, source), CacheReads::entry);
    }

    static List<CacheEntry.Stored> comparable(
            Session session, String first, String storage, String source, String path, int limit) throws SQLException {
        return Sql.all(session, COMPARABLE, List.of(first, storage, source, path, limit), CacheReads::entry);
    }

    static Optional<CacheEntry.Stored> entry(Session session, long number) throws SQLException {
        return Sql.one(session, ENTRY, List.of(number), CacheReads::entry);
    }

    static List<CacheEntry.Stored> entries(Session session, CacheFilter filter, int limit) throws SQLException {
        CacheListSql sql = CacheListSql.of(filter, limit);
        return Sql.all(session, sql.text(), sql.values(), CacheReads::entry);
    }

    static List<Long> useless(Session session, Instant now, int limit) throws SQLException {
        return Sql.all(session, USELESS, List.of(now.toEpochMilli(), limit), row -> row.getLong(1));
    }

    static Optional<CacheCheck> check(Session session, RunId run, int node) throws SQLException {
        return Sql.one(session, CHECK, List.of(run.number(), node), CacheReads::check);
    }

    static List<CacheCheck> checks(Session session, String source, String path, RunId before, int limit)
            throws SQLException {
        return Sql.all(session, CHECKS, List.of(source, path, before.number(), limit), CacheReads::check);
    }

    static List<CacheCheck> restless(Session session, RunId run) throws SQLException {
        String pattern = "%" + CacheCheck.RESTLESS.replace("%d", "%");
        return Sql.all(session, RESTLESS, List.of(run.number(), pattern), CacheReads::check);
    }

    static Optional<String> leader(Session session, String first, String second, String source) throws SQLException {
        return Sql.one(
                session,
                LEADER,
                List.of(first, second, source),
                row -> new RunId(row.getLong("run_id")) + " " + row.getString("path"));
    }

    static List<RunId> usedBy(Session session, long entry) throws SQLException {
        return Sql.all(session, USED_BY, List.of(entry), row -> new RunId(row.getLong(1)));
    }

    private static CacheEntry.Stored entry(ResultSet row) throws SQLException {
        CacheEntry entry = new CacheEntry(
                row.getString("first"),
                row.getString("second"),
                row.getString("storage"),
                row.getString("source"),
                row.getString("user_name"),
                row.getString("pipeline"),
                new RunId(row.getLong("run_id")),
                row.getString("path"),
                row.getString("job_id"),
                CacheStrategy.of(row.getString("strategy")).orElseThrow(),
                NodeStatus.ofWord(row.getString("status")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("ended_at")),
                row.getLong("max_expired_time"),
                CacheJson.outputs(row.getString("outputs")),
                Facts.ofJson(row.getString("definition")),
                Facts.ofJson(row.getString("contents")));
        return new CacheEntry.Stored(
                row.getLong("id"),
                entry,
                Optional.ofNullable(row.getString("storage_name")).orElse(""),
                row.getLong("hits"),
                number(row, "last_hit_at").map(Instant::ofEpochMilli),
                Optional.ofNullable(row.getString("stale")));
    }

    private static CacheCheck check(ResultSet row) throws SQLException {
        return new CacheCheck(
                new RunId(row.getLong("run_id")),
                row.getInt("node"),
                row.getString("source"),
                row.getString("path"),
                Instant.ofEpochMilli(row.getLong("at")),
                Answer.valueOf(row.getString("answer").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getString("first"),
                row.getString("second"),
                number(row, "entry_id"),
                CacheJson.changes(row.getString("changes")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
