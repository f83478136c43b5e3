package io.millrace.store;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.retention.RetentionQueries.Weight;
import io.millrace.engine.retention.RetentionStore.Verdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that delete runs, inside transactions of the caller. */
final class RetentionWrites {
    /** Rows of one transaction: others wait for it. */
    private static final int SOME = 2_000;

    private static final int USERS_NAMED = 20;

    private static final String STATUS = "SELECT status FROM run WHERE id = ?";

    static final String IS_DECIDED = "SELECT 1 FROM run_removal WHERE run_id = ?";

    /** Who took results over, and who is about to: an unfinished retry may not have come to that yet. */
    static final String USERS = """
            SELECT run_id FROM node WHERE kept_from = ?1 AND run_id <> ?1
                AND run_id NOT IN (SELECT run_id FROM run_removal)
            UNION SELECT id FROM run WHERE retry_of = ?1
                AND status IN ('initiating', 'pending', 'running', 'terminating')
            ORDER BY 1 LIMIT ?2""";

    private static final String DECIDE = "INSERT INTO run_removal (run_id, at) VALUES (?, ?)";

    // Of each step one entry stays, to say why there is nothing to reuse any more: what only older ones could tell is
    // gone.
    private static final String FORGET_OLDER_ENTRIES = """
            DELETE FROM cache_entry WHERE id IN (
                SELECT older.id FROM cache_entry AS mine JOIN cache_entry AS older
                    ON older.source = mine.source AND older.path = mine.path AND older.storage = mine.storage
                        AND older.id < mine.id
                WHERE mine.run_id = ?1 AND NOT EXISTS (SELECT 1 FROM run WHERE run.id = older.run_id))""";

    private static final String FORGET_ENTRIES = """
            DELETE FROM cache_entry WHERE run_id = ?1 AND EXISTS (
                SELECT 1 FROM cache_entry AS newer
                WHERE newer.source = cache_entry.source AND newer.path = cache_entry.path
                    AND newer.storage = cache_entry.storage AND newer.id > cache_entry.id)""";

    private static final String MARK_ENTRIES = "UPDATE cache_entry SET stale = ?2 WHERE run_id = ?1";

    private static final List<String> FORGET_SOME = List.of(
            some("run_event", "sequence"), some("artifact", "id"), some("node", "number"), some("cache_check", "node"));

    private static final String FORGET_RUN = "DELETE FROM run WHERE id = ?";

    private static final String NOTE = "UPDATE run SET artifact_bytes = ? WHERE id = ? AND ended_at IS NOT NULL";

    private RetentionWrites() {}

    private static String some(String table, String key) {
        return "DELETE FROM %1$s WHERE run_id = ?1 AND %2$s IN (SELECT %2$s FROM %1$s WHERE run_id = ?1 LIMIT %3$d)"
                .formatted(table, key, SOME);
    }

    static Verdict decide(Session session, RunId run, boolean checkReuse, Instant at) throws SQLException {
        Optional<RunStatus> status = status(session, run);
        if (status.isEmpty()) {
            return new Verdict.Unknown();
        }
        if (!status.get().isFinal()) {
            return new Verdict.Unfinished(status.get());
        }
        if (isDecided(session, run)) {
            return new Verdict.Decided();
        }
        List<RunId> users = checkReuse ? users(session, run, USERS_NAMED) : List.of();
        if (!users.isEmpty()) {
            return new Verdict.Reused(users);
        }
        PreparedStatement decide = session.statement(DECIDE);
        decide.setLong(1, run.number());
        decide.setLong(2, at.toEpochMilli());
        decide.executeUpdate();
        forgetEntries(session, run);
        return new Verdict.Decided();
    }

    private static Optional<RunStatus> status(Session session, RunId run) throws SQLException {
        PreparedStatement select = session.statement(STATUS);
        select.setLong(1, run.number());
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(RunStatus.ofWord(row.getString(1))) : Optional.empty();
        }
    }

    static boolean isDecided(Session session, RunId run) throws SQLException {
        PreparedStatement select = session.statement(IS_DECIDED);
        select.setLong(1, run.number());
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    static List<RunId> users(Session session, RunId run, int limit) throws SQLException {
        PreparedStatement select = session.statement(USERS);
        select.setLong(1, run.number());
        select.setInt(2, limit);
        List<RunId> users = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                users.add(new RunId(rows.getLong(1)));
            }
        }
        return users;
    }

    private static void forgetEntries(Session session, RunId run) throws SQLException {
        change(session, FORGET_OLDER_ENTRIES, run);
        change(session, FORGET_ENTRIES, run);
        PreparedStatement mark = session.statement(MARK_ENTRIES);
        mark.setLong(1, run.number());
        mark.setString(2, run + " was deleted");
        mark.executeUpdate();
    }

    static boolean forgetSome(Session session, RunId run) throws SQLException {
        if (!isDecided(session, run)) {
            return false;
        }
        for (String sql : FORGET_SOME) {
            if (change(session, sql, run) > 0) {
                return true;
            }
        }
        change(session, FORGET_RUN, run);
        return false;
    }

    static void note(Session session, List<Weight> weights) throws SQLException {
        for (Weight weight : weights) {
            Sql.update(
                    session, NOTE, List.of(weight.artifactBytes(), weight.run().number()));
        }
    }

    private static int change(Session session, String sql, RunId run) throws SQLException {
        PreparedStatement statement = session.statement(sql);
        statement.setLong(1, run.number());
        return statement.executeUpdate();
    }
}
